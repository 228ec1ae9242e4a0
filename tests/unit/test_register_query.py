"""The query of a list: made once, except from what somebody typed."""

from ikanda_case.app.queries import RegisterFilter
from ikanda_case.store import register_queries


def test_the_query_of_a_list_is_kept_and_typed_words_never_are() -> None:
    kept = register_queries._kept_lines
    kept.cache_clear()
    listed, typed = RegisterFilter(is_open=True, limit=50), RegisterFilter(words="verzonnen naam")
    assert register_queries.select_lines(listed) is register_queries.select_lines(listed)
    before = kept.cache_info().currsize
    sql, values = register_queries.select_lines(typed)
    assert kept.cache_info().currsize == before == 1
    assert values and (sql, values) == register_queries._lines(typed)
