"""The mark by which a page says that it keeps to PDF/UA-1 (ISO 14289-1, 5), and its removal."""

from pikepdf import Pdf

MARK = b"""\
  <rdf:Description rdf:about=""
      xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
      xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>the part of ISO 14289 kept to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
"""
"""PDF/A wants the schema of every property that it does not know itself described beside it."""
_END = b"</rdf:RDF>"


def mark_accessible(pdf: Pdf) -> None:
    """Put the mark into the metadata of a page that has none yet."""
    before, _, after = pdf.Root.Metadata.read_bytes().rpartition(_END)
    pdf.Root.Metadata.write(before + MARK + b" " + _END + after)


def hide_mark(pdf: Pdf) -> None:
    """Take exactly our mark out of the metadata, for a validator that knows no such schema."""
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(MARK, b"", 1))
