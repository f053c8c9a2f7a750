# SPDX-License-Identifier: Apache-2.0
"""What the checks of the source tree share: which files there are, text without comments, the report."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'                       # comments
    r'|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'    # raw strings
    r'|"(?:\\.|[^"\\\n])*"'                     # strings
    r"|(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+'",   # characters, not digit separators
    re.DOTALL)


def sources(*folders, suffixes=(".hpp", ".cpp")):
    """Files below the folders with one of the suffixes, sorted, as paths relative to the root."""
    found = []
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in suffixes and path.is_file():
                found.append(path.relative_to(ROOT))
    return sorted(found)


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def code_only(text, keep_strings=False):
    """The text with comments (and strings) blanked out; every line keeps its number."""
    def blank(match):
        token = match.group(0)
        if keep_strings and not token.startswith(("//", "/*")):
            return token
        inside = "\n" * token.count("\n")
        return inside if token.startswith(("//", "/*")) else '"' + inside + '"'
    return _TOKEN.sub(blank, text)


def includes(path):
    """Pairs (line, name) of what the file includes; name keeps its quotes or angle brackets."""
    code = code_only(read(path), keep_strings=True)
    for number, line in enumerate(code.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*(<[^>]+>|"[^"]+")', line)
        if match:
            yield number, match.group(1)


def close(problems, passed):
    """Ends the program: lists the problems on stderr with code 1, or says what passed."""
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}.", file=sys.stderr)
        sys.exit(1)
    print(passed)
