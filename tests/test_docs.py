"""What the README promises exists, and what exists is told there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_every_setting_is_told():
    read = re.findall(r"env\.\w+\(\s*[\"']([A-Z_]+)[\"']", (ROOT / "sammachip/settings.py").read_text())
    assert len(read) > 10
    assert [name for name in read if f"`{name}`" not in README] == []


def test_every_command_is_told():
    named = {
        path.stem for path in (ROOT / "measure").glob("*.py") if '__name__ == "__main__"' in path.read_text()
    }
    commands = {"run", "test", "setup", "pin"} | {name for name in named if not name.endswith("_one")}
    assert [name for name in sorted(commands) if f"dev.py {name}" not in README] == []
    for folder in ROOT.glob("*/management/commands/*.py"):
        if folder.stem != "__init__":
            assert f"manage.py {folder.stem}" in README, folder.stem


def test_every_link_of_the_documents_leads_to_a_file():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name} → {target}"
