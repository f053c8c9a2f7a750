#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves that the checks of the source tree find what they are for: plants one fault at a time into a copy."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LICENCE = "// SPDX-" + "License-Identifier: Apache-2.0\n"  # in two, so that this file has one
LONG_FUNCTION = "\nint too_long() {\n" + "    ;\n" * 61 + "}\n"

# (check, file, text to append, what the check must say). A file that does not exist is made.
FAULTS = [
    ("includes", "libgeo/core/text.cpp", '#include "libgeo/geom/area.hpp"\n', "libgeo/core must not include libgeo/geom"),
    ("includes", "libgeo/rules/units.cpp", '#include "libgeo/io/sha256.hpp"\n', "libgeo/rules must not include libgeo/io"),
    ("includes", "libgeo/overlay/nearest.cpp", '#include "libgeo/screening.hpp"\n', "libgeo/overlay must not include libgeo/*.hpp"),
    ("includes", "libgeo/io/encoding.cpp", "#include <geos_c.h>\n", "belongs to GEOS, which only geom may see"),
    ("includes", "libgeo/geom/area.cpp", "#include <proj.h>\n", "belongs to PROJ, which only crs may see"),
    ("includes", "libgeo/overlay/within.cpp", "#include <geodesic.h>\n", "belongs to PROJ, which only crs may see"),
    ("includes", "libgeo/report/tables.cpp", "#include <ogrsf_frmts.h>\n", "belongs to GDAL, which only io may see"),
    ("includes", "libgeo/screening.cpp", "#include <gdal.h>\n", "belongs to GDAL, which only io may see"),
    ("includes", "libgeo/screening.hpp", "#include <nlohmann/json.hpp>\n", "a public header must not need <nlohmann/json.hpp>"),
    ("includes", "tools/main.cpp", '#include "libgeo/geom/predicates.hpp"\n', "is internal"),
    ("includes", "tools/main.cpp", '#include "console.hpp"\n', "from the root of the project"),
    ("includes", "libgeo/core/text.hpp", '#include "libgeo/core/problem.hpp"\n', "cycle of headers"),
    ("includes", "libgeo/brew/new.cpp", LICENCE + '#include "libgeo/brew/old.hpp"\n', "libgeo/brew is not in the table"),
    ("size", "libgeo/core/text.cpp", "\n" * 500, "500 at most"),
    ("size", "libgeo/screening.cpp", "\n" * 80, "100 at most"),
    ("size", "libgeo/core/text.cpp", LONG_FUNCTION, "function of 61 lines, 60 at most"),
    ("size", "libgeo/core/text.hpp", "struct Wide {\n    Wide() : m_a{1} {\n" + "    ;\n" * 61 + "    }\n    int m_a;\n};\n",
     "function of 61 lines"),
    ("lists", "libgeo/core/forgotten.cpp", LICENCE, "libgeo/core/forgotten.cpp stands in no CMakeLists.txt"),
    ("lists", "tests/unit/core/test_forgotten.cpp", LICENCE, "stands in no CMakeLists.txt"),
    ("habits", "libgeo/core/text.cpp", "void f() { std::exit(1); }\n", "the library never ends the program"),
    ("habits", "libgeo/core/text.cpp", "void f() { std::cout << 1; }\n", "the library never prints"),
    ("habits", "libgeo/core/text.hpp", "using namespace std;\n", "no using namespace in a header"),
    ("habits", "libgeo/core/text.cpp", "namespace geo {\nstruct Project {\n    int x;\n};\n}\n", "geo::Project is defined in"),
    ("habits", "libgeo/core/bare.hpp", LICENCE, "#pragma once"),
    ("habits", "libgeo/core/bare.cpp", "int x;\n", "wants one line 'SPDX"),
    ("habits", "scripts/demo", "cd /ho" + "me/somebody\n", "is a path of one machine"),
    ("headers", "libgeo/core/lonely.hpp", LICENCE + "#pragma once\nstd::string f();\n", "lonely.hpp does not compile alone"),
]

# Text that looks like a fault and is none: (check, file, text to append)
INNOCENT = [
    ("includes", "libgeo/core/text.cpp", '// #include "libgeo/geom/area.hpp"\n'),
    ("habits", "libgeo/core/text.cpp", '// never call std::exit(1)\nconst char* a = "std::cout";\nvoid on_exit_(int);\n'),
    ("size", "libgeo/core/text.cpp", "\nint short_one() { return '{' + '}'; }\nint next() { return 1'000; }\n"),
]


def run_check(root, check):
    env = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run([root / "scripts" / f"check_{check}"], capture_output=True, text=True, check=False, env=env)
    return done.returncode, done.stdout + done.stderr


def with_text(root, name, text, action):
    """Runs the action while the text stands at the end of the file, then restores the file."""
    path = root / name
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text((before or "") + text, encoding="utf-8")
    try:
        return action()
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")


def main():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for part in ("libgeo", "tools", "tests", "scripts"):
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__", "cases"))
        if (ROOT / "build" / "headers-that-passed.txt").exists():
            (root / "build").mkdir()
            shutil.copy(ROOT / "build" / "headers-that-passed.txt", root / "build")
        for check, name, text, message in FAULTS:
            code, said = with_text(root, name, text, lambda: run_check(root, check))
            if code == 0 or message not in said:
                failures.append(f"check_{check} does not see the fault in {name}; wanted: {message}\n{said}")
        for check, name, text in INNOCENT:
            code, said = with_text(root, name, text, lambda: run_check(root, check))
            if code != 0:
                failures.append(f"check_{check} sees a fault in {name} where there is none:\n{said}")
    print("\n".join(failures) or f"The checks find all {len(FAULTS)} faults and leave {len(INNOCENT)} innocents alone.")
    sys.exit(1 if failures else 0)


main()
