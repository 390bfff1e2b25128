"""Take the pictures of the README and of docs/view.md: `python docs/pictures/take.py`.

The evidence page is that of a page in `examples/pages`. The report is that of an archive made up here: the pages are
written to a temporary folder, `newsparse batch` reads them, and nothing in them is of a real place or person.
Needs the extras `batch`, `view` and `test`, and Chromium.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
EXAMPLE = "examples/pages/thanh-uy.html"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

OFFICIALS = [
    ("ông", "Đinh Quang Vinh", ["Phó Chủ tịch UBND huyện Lâm Sơn", "Chủ tịch UBND huyện Lâm Sơn"]),
    ("bà", "Lò Thị Mai", ["Chủ tịch Hội Nông dân huyện Lâm Sơn", "Phó Bí thư Thường trực Huyện ủy"]),
    ("ông", "Trần Văn Khải", ["Phó Giám đốc Sở Y tế", "Giám đốc Sở Y tế"]),
    ("bà", "Hà Thu Trang", ["Trưởng phòng Giáo dục huyện Lâm Sơn"]),
    ("ông", "Vi Văn Tâm", ["Bí thư Đảng ủy xã Nậm Lư"]),
    ("ông", "Lương Đức Thịnh", ["Chủ tịch UBND xã Nậm Lư"]),
    ("bà", "Nguyễn Thanh Nhàn", ["Chủ tịch Hội Chữ thập đỏ huyện Lâm Sơn"]),
    ("ông", "Phùng Gia Bảo", ["Giám đốc Công ty Cổ phần Chè Lâm Sơn"]),
]
DEEDS = [
    ("Khánh thành cầu bản {bản}", "công trình cầu treo", 2_000, 9_000),
    ("Trao bò giống cho hộ nghèo xã Nậm Lư", "kinh phí mua bò giống", 200, 900),
    ("Khởi công trường học tại bản {bản}", "tổng vốn đầu tư", 3_000, 20_000),
    ("Hội nghị tổng kết công tác quý", "thu ngân sách", 10_000, 60_000),
    ("Khám bệnh miễn phí cho người dân bản {bản}", "tiền thuốc", 20, 150),
]
VILLAGES = ["Hua Tát", "Nà Pàn", "Phiêng Lót", "Co Muông", "Huổi Sập"]


def page_of(number: int, chance: random.Random) -> str:
    """Return one made-up page; the later it was written, the later is the office that an official holds."""
    month = chance.choices(range(48), weights=[4 + 3 * (m % 12 in (0, 4, 11)) + m // 12 for m in range(48)])[0]
    day = f"{chance.randint(1, 28):02}/{month % 12 + 1:02}/{2021 + month // 12}"
    title, item, least, most = chance.choice(DEEDS)
    village = chance.choice(VILLAGES)
    people = chance.sample(OFFICIALS, k=chance.choice([1, 2, 2, 3]))
    told = [(called, name, offices[month * len(offices) // 48]) for called, name, offices in people]
    named = "; ".join(f"{called} {name}, {office}" for called, name, office in told)
    amount = f"{chance.randint(least, most):,}".replace(",", ".")
    site = chance.choice(["lamson", "lamson", "lamson", "namlu", "baolamson"])
    counted = chance.randint(12, 400)
    return f"""<html lang="vi"><head><meta charset="utf-8">
<link rel="canonical" href="https://{site}.example/tin/{number}"></head><body><h1>{title.format(bản=village)}</h1>
<div class="date">{day}</div><div class="content">
<p>Sáng {day}, UBND huyện Lâm Sơn tổ chức lễ tại bản {village}, xã Nậm Lư. Tham dự có {named}.</p>
<p>Theo ban tổ chức, {item} là {amount} triệu đồng, {counted} hộ dân được hưởng lợi; Hội Nông dân huyện Lâm Sơn
vận động thêm {chance.randint(5, 60)} suất quà cho các gia đình khó khăn trong dịp này (đợt {number}).</p>
<p>Phát biểu tại buổi lễ, {told[0][0]} {told[0][1]} đề nghị bà con giữ gìn và sử dụng có hiệu quả.</p>
</div></body></html>"""


def newsparse(*arguments: str, cwd: Path = HERE.parent.parent) -> None:
    """Run a command of newsparse."""
    subprocess.run([sys.executable, "-m", "newsparse", *arguments], cwd=cwd, check=True)


def save(page: Page, name: str, **clip: int) -> None:
    """Save what is seen as a PNG, with a palette where Pillow is there to make one."""
    data = page.screenshot(clip=dict(clip) if clip else None)  # type: ignore[arg-type]
    try:
        from PIL import Image
    except ImportError:
        (HERE / name).write_bytes(data)
        return
    Image.open(io.BytesIO(data)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


def opened(browser: Browser, file: Path, width: int, height: int, scheme: str) -> Page:
    """Return a page that shows a file."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(file.as_uri())
    return page


def main() -> None:
    """Write the pictures beside this file."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium is installed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        work = Path(folder)
        newsparse("view", EXAMPLE, "-o", str(work / "view.html"))
        chance = random.Random(8)
        (work / "lam-son").mkdir()
        for number in range(160):
            (work / "lam-son" / f"{number:03}.html").write_text(page_of(number, chance), encoding="utf-8")
        newsparse("batch", "lam-son", "-o", "out", cwd=work)
        newsparse("report", str(work / "out"), "-o", str(work / "report.html"), "--title", "Huyện Lâm Sơn, 2021–2024")
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)

        page = opened(browser, work / "view.html", 1240, 860, "light")
        page.click('[data-go="p0"]')
        page.evaluate("scrollTo(0, 150)")
        page.hover("mark.fact >> text=trên 1,1 tỷ đồng")
        save(page, "view.png")
        page = opened(browser, work / "view.html", 390, 780, "dark")
        page.click('[data-go="p0"]')
        save(page, "view-phone-dark.png")

        page = opened(browser, work / "report.html", 1120, 800, "light")
        save(page, "report.png")
        page.evaluate("document.querySelector('#officials').scrollIntoView()")
        save(page, "report-officials.png")
        page.evaluate("document.querySelector('#network').scrollIntoView()")
        save(page, "report-network.png")
        page.click("#officials ~ .wide .n >> nth=0")
        save(page, "report-articles.png", x=480, y=0, width=640, height=560)
        browser.close()


if __name__ == "__main__":
    main()
