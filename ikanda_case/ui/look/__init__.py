"""How the window looks: colours, type, icons and shapes, all from one `Look`.

Look(app, resources, *, appearance=Appearance.SYSTEM, density=Density.NORMAL)   theme.py
    .tokens .fonts .measures .icons        the values of this moment; never keep them
    .changed                               signal: everything was rebuilt, paint again
    .choose(appearance)  .set_density(density)
    .icon(name, *, size=16, ink="text2") -> QIcon      .dress(target, name, *, size, ink)
    .colour(ink, *, selected=False) -> QColor
Tokens, LIGHT, DARK, from_palette(palette), contrast_ratio(a, b), Ink          tokens.py
Shape, Badge(shape, text, role="text2", chip=False, spoken="", strong=False)   marks.py
Cell, Row, CellRole                        values of lists, for models and widgets  cells.py
set_role(widget, role), set_kind(widget, kind)          looks by dynamic property  style.py
"""
