"""The parts from which every view is built; all words come in as arguments.

Every widget takes a `Look` first, everything else by keyword, `parent` last. `name` is what a
screen reader says. Values (frozen dataclasses) go in through `set_...`, facts come out as
signals in the past tense. Nothing here knows a case, a rule or a language.

    label.py         PlainLabel(text, role="body", wrap=False), ElidedLabel(text, role)
    button.py        Button(look, words, kind="plain|primary|ghost|icon", icon, tip, shortcut_words)
                       .set_words .set_busy(words) .refuse(reason) .allow()
    badge.py         BadgeLabel(look, badge) .set_badge
    tags.py          TagRow(look, tags) .set_tags
    banner.py        Notice(kind, bold, plain, action, icon, primary); Banner(look, notice) ->acted
                     BannerSlot(look) .set_notices(worst first is shown) ->acted(Notice)
    navigation.py    NavItem, NavGroup; Navigation(look, name) .set_groups .choose .set_rail
                       .set_count ->chosen(key)
    segments.py      Segment(key, words, refused); Segments(look, name, options) ->chosen(key)
    tabs.py          Tab(key, words, open_points); Tabs(look, name, tabs) ->chosen(key)
    chip.py          FilterChip(look, words) .set_value .set_menu
    message_line.py  MessageLine(look, name, undo_words, undo_key) .say(words, undo) .recent
    search_field.py  SearchField(look, name, placeholder, icon) ->searched ->left_downwards
    field.py         Field(look, label, editor) .set_badge .set_hint .set_error
    empty.py         EmptyState(look, why, next_step, action) ->acted
    panel.py         Panel(look, title, count, action) .body .foot ->acted
    facts.py         Fact(label, value, second, badge, strong); Facts(look, name) .set_facts
    checklist.py     Check(key, badge, title, second); Checklist(look, name) .set_checks ->chosen
    plain_text.py    PlainText(look, name) .set_text(text, spans); Span; visible(text)
    passphrase_field.py  PassphraseField(look, name, words) .set_strength ->submitted ->changed
    rows.py          RowsModel(titles) .set_rows(Row(key, cells)) .row_of(key)
    table.py         Column(key, title, sample, ...); Table(look, name, columns) ->opened(index)
    history.py       HistoryItem, HistoryDay; History(look, name) .set_days ->opened(key)
    progress_line.py ProgressLine(look, name, cancel_words) .show_step ->cancelled
    page_view.py     PageView(look, name, words) .set_pages .set_page ->page_wanted(number, width)
"""
