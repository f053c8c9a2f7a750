# SPDX-License-Identifier: Apache-2.0
"""What scripts/make_cli_docs and scripts/check_cli_docs share: the pages of docs/cli, the man pages and the console
blocks of all Markdown pages, made from the program's own --help and output.

A page is written by hand, but for the blocks between `<!-- begin: ... -->` and `<!-- end -->`:

    <!-- begin: help VERB -->         usage, options in both languages, exit codes
    <!-- begin: verbs -->             the list of verbs
    <!-- begin: run COMMAND -->       COMMAND (any bash line) and what it prints on stdout

Commands of one page run one after the other in one empty folder that sees `datasets`, with the UTF-8 C locale and
English messages unless they say otherwise. Only Python's standard library is needed.
"""
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"<!-- begin: (\w+)(?: (.*?))? -->\n(.*?)<!-- end -->", re.DOTALL)
EXIT_CODES = [
    (0, "done", "完成"),
    (1, "could not finish: the result cannot be written, out of memory, internal error", "未能完成：结果写不出、内存不足、内部错误"),
    (2, "wrong command line, or an input, the project or the pack was rejected, or the output exists",
     "命令行有误，或输入、项目、规则包被拒绝，或输出已存在"),
    (3, "done, and something matches `--fail-on`", "完成，且有结果符合 `--fail-on`"),
    (130, "interrupted (128 + signal); nothing half-written is left", "被中断（128 + 信号）；不留未写完的文件"),
]
COLUMN = 30  # where --help starts its descriptions


@dataclass
class Option:
    flags: str
    placeholder: str = ""
    choices: str = ""
    required: bool = False
    text: str = ""


@dataclass
class Help:
    summary: str = ""
    usage: str = ""
    positionals: list = field(default_factory=list)
    options: list = field(default_factory=list)
    subcommands: list = field(default_factory=list)
    example: str = ""


class Program:
    """The built executable."""

    def __init__(self, path):
        self.path = Path(path).resolve()
        if not self.path.is_file():
            raise SystemExit(f"{path}: no such program. Build it first (./scripts/demo), or give --parkline PATH.")

    def help(self, *words, lang="en"):
        command = [str(self.path), *words, "--help", "--lang", lang]
        if not words:
            command = [str(self.path), "--lang", lang, "--help"]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=self.environment()).stdout

    def environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k != "LANGUAGE"}
        env.update(LC_ALL="C.UTF-8", LANG="C.UTF-8", PATH=f"{self.path.parent}:{env.get('PATH', '')}")
        return env

    def verbs(self):
        return [option.flags for option in parse_help(self.help()).subcommands]

    def run(self, command, folder):
        return subprocess.run(["bash", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, env=self.environment(), check=False)


def parse_option(words):
    option = Option(flags="")
    if words.endswith(" REQUIRED"):
        option.required, words = True, words.removesuffix(" REQUIRED")
    option.flags, _, rest = words.partition(" ")
    option.placeholder, _, choices = rest.partition(":{")
    option.choices = choices.rstrip("}")
    if option.choices and option.choices.replace(",", "|") == option.placeholder:
        option.choices = ""
    return option


def parse_help(text):
    """The parts of a --help page."""
    page = Help()
    lines = text.splitlines()
    lists = {"Positionals:": page.positionals, "Options:": page.options, "Subcommands:": page.subcommands}
    current = None
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if line in lists:
            current = lists[line]
        elif line.startswith(("Example: ", "例：")):
            page.example = line.removeprefix("Example: ").removeprefix("例：")
        elif line.startswith("Usage: "):
            page.usage = line.removeprefix("Usage: ")
        elif current is not None and line.startswith(" " * COLUMN):
            current[-1].text = (current[-1].text + " " + line.strip()).strip()
        elif current is not None and line.startswith("  "):
            is_long = following.startswith(" " * COLUMN) and len(line) >= COLUMN - 1
            name, description = (line, "") if is_long else (line[:COLUMN], line[COLUMN:])
            option = parse_option(name.strip())
            option.text = description.strip()
            current.append(option)
        elif line and current is None and not page.usage:
            page.summary = (page.summary + " " + line).strip()
    return page


def cell(text):
    return text.replace("|", "\\|")


def value_of(option):
    if option.choices:
        return " ".join(f"`{choice}`" for choice in option.choices.split(","))
    return f"`{cell(option.placeholder)}`" if option.placeholder else ""


def option_rows(en, zh):
    rows = ["| option | value | meaning | 含义 |", "|---|---|---|---|"]
    for one, other in zip(en.positionals + en.options, zh.positionals + zh.options):
        name = f"`{option_name(one)}`" + (" (required)" if one.required else "")
        rows.append(f"| {name} | {value_of(one)} | {cell(one.text)} | {cell(other.text)} |")
    return rows


def option_name(option):
    return option.flags.replace(",", ", ") if option.flags.startswith("-") else option.flags


def exit_rows(has_fail_on):
    rows = ["| exit code | meaning | 含义 |", "|---|---|---|"]
    rows += [f"| {code} | {en} | {zh} |" for code, en, zh in EXIT_CODES if code != 3 or has_fail_on]
    return rows


def has_fail_on(page):
    return any("--fail-on" in option.flags for option in page.options)


def help_block(program, verb):
    en, zh = parse_help(program.help(verb)), parse_help(program.help(verb, lang="zh"))
    lines = [f"{en.summary}", "", f"{zh.summary}", "", "```", en.usage, "```", ""]
    lines += option_rows(en, zh) + [""] + exit_rows(has_fail_on(en)) + [""]
    return "\n".join(lines)


def verbs_block(program):
    en, zh = parse_help(program.help()), parse_help(program.help(lang="zh"))
    lines = ["| verb | does | 作用 |", "|---|---|---|"]
    for one, other in zip(en.subcommands, zh.subcommands):
        lines.append(f"| [`{one.flags}`]({one.flags}.md) | {cell(one.text)} | {cell(other.text)} |")
    return "\n".join(lines) + "\n"


def run_block(program, command, folder):
    done = program.run(command, folder)
    lines = ["```console", f"$ {command}"] + [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    lines = [line.replace("\ufeff", "") for line in lines]
    if done.returncode not in (0, 141):
        lines.append(f"(exit code {done.returncode})")
    return "\n".join(lines + ["```", ""])


def filled(text, program, with_runs):
    """`text` with its blocks made anew; blocks of output are left as they are unless `with_runs`."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("datasets", "tests"):
            (Path(folder) / name).symlink_to(ROOT / name)

        def block(match):
            kind, words, old = match.group(1), match.group(2) or "", match.group(3)
            if kind == "help":
                new = help_block(program, words)
            elif kind == "verbs":
                new = verbs_block(program)
            elif kind == "run":
                new = run_block(program, words, folder) if with_runs else old
            else:
                raise SystemExit(f"unknown block '{kind}'. Use help, verbs or run.")
            head = f"<!-- begin: {kind}" + (f" {words}" if words else "") + " -->\n"
            return head + new + "<!-- end -->"

        return BLOCK.sub(block, text)


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def man_options(options):
    lines = []
    for option in options:
        value = f" \\fI{roff(option.placeholder)}\\fR" if option.placeholder else ""
        choices = f" One of: {option.choices.replace(',', ', ')}." if option.choices else ""
        text = option.text[:1].upper() + option.text[1:] + "." + choices
        lines += [".TP", f"\\fB{roff(option_name(option))}\\fR{value}", roff(text)]
    return lines


def man_head(name, version, summary):
    return [f'.TH {name.upper()} 1 "" "parkline {version}" "parkline"', ".SH NAME", f"{roff(name)} \\- {roff(summary)}"]


def man_exit(with_fail_on):
    lines = [".SH EXIT STATUS"]
    for code, en, _ in EXIT_CODES:
        if code != 3 or with_fail_on:
            lines += [".TP", str(code), roff(en.replace("`", "") + ".")]
    return lines


def man_page(program, verb, version):
    page = parse_help(program.help(verb))
    lines = man_head(f"parkline-{verb}", version, page.summary)
    lines += [".SH SYNOPSIS", f"\\fB{roff(page.usage)}\\fR", ".SH OPTIONS"]
    lines += man_options(page.positionals + page.options) + man_exit(has_fail_on(page))
    lines += [".SH EXAMPLE", ".nf", roff(page.example), ".fi", ".SH SEE ALSO", "\\fBparkline\\fR(1)"]
    return "\n".join(lines) + "\n"


def main_man_page(program, version):
    page = parse_help(program.help())
    lines = man_head("parkline", version, "overlay of industrial parks on ecological red lines, and the decisions that follow")
    lines += [".SH SYNOPSIS", f"\\fB{roff(page.usage)}\\fR", ".SH OPTIONS"] + man_options(page.options)
    lines += [".SH COMMANDS"]
    for verb in page.subcommands:
        lines += [".TP", f"\\fBparkline\\-{verb.flags}\\fR(1)", roff(verb.text)]
    return "\n".join(lines + man_exit(True)) + "\n"


def version_of():
    return re.search(r"VERSION (\d+\.\d+\.\d+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


TEMPLATE = "# parkline {verb}\n\n<!-- begin: help {verb} -->\n<!-- end -->\n\n## Example\n\n<!-- begin: run {example} -->\n<!-- end -->\n"


def pages(program, with_runs):
    """All pages as they should be: path -> text."""
    result = {}
    version = version_of()
    verbs = program.verbs()
    for verb in verbs:
        path = ROOT / "docs" / "cli" / f"{verb}.md"
        text = path.read_text() if path.exists() else TEMPLATE.format(
            verb=verb, example=parse_help(program.help(verb)).example)
        result[path] = filled(text, program, with_runs)
        result[ROOT / "docs" / "man" / f"parkline-{verb}.1"] = man_page(program, verb, version)
    result[ROOT / "docs" / "man" / "parkline.1"] = main_man_page(program, version)
    for path in [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md")),
                 ROOT / "docs" / "cli" / "README.md"]:
        if path.exists():
            result[path] = filled(path.read_text(), program, with_runs)
    return result


def leftovers(verbs):
    """Pages of verbs that the program does not have."""
    known = {f"{verb}.md" for verb in verbs} | {"README.md"}
    manuals = {f"parkline-{verb}.1" for verb in verbs} | {"parkline.1"}
    return [p for p in (ROOT / "docs" / "cli").glob("*.md") if p.name not in known] + \
           [p for p in (ROOT / "docs" / "man").glob("*.1") if p.name not in manuals]


def anchors_of(path):
    """Anchors that a reader's browser finds in a page: GitHub's way of naming headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken_links():
    """Relative links of all pages that lead nowhere, as "page: link"."""
    broken = []
    for page in [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]:
        text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            is_page = target.suffix == ".md" and target.is_file()
            if not target.exists() or (anchor and is_page and anchor not in anchors_of(target)):
                broken.append(f"{page.relative_to(ROOT)}: {link}")
    return broken


def arguments(parser):
    parser.add_argument("--parkline", default=ROOT / "build" / "release" / "parkline", help="the program")
