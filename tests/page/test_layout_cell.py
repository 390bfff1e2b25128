"""Pages whose whole layout is one table: the article's date line stands in a cell of it, and is no data."""

from newsparse import parse

PAGE = """<html lang="vi"><body><table><tr><td><ul><li><a href="/">Trang chủ</a></li><li><a href="/t">Tin tức</a></li></ul></td>
<td><p class="td">Xã Hòa Lạc khánh thành trạm y tế mới</p><span>18/08/2021 09:15</span>
<p>Sáng 18/8, UBND xã Hòa Lạc khánh thành trạm y tế mới có tổng kinh phí 4,2 tỷ đồng, phục vụ hơn 6.000 người dân của bảy thôn.</p>
<p>Trạm có 8 phòng khám và phòng lưu bệnh nhân, do nhà thầu địa phương xây dựng trong chín tháng với sự giám sát của cộng đồng.</p>
<table><tr><td>Ngày khám</td><td>20/08/2021</td></tr><tr><td>Số lượt</td><td>45</td></tr></table></td></tr></table></body></html>"""


def test_a_date_line_before_the_text_is_left_out_and_data_in_a_table_stay():
    record = parse(PAGE)
    assert record.published is not None
    assert record.published.value.startswith("2021-08-18")
    assert "18/08/2021 09:15" not in record.text
    assert "20/08/2021" in record.text
