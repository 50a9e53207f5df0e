from tests.tools.licences import lines


def test_every_component_has_a_line_with_its_licences():
    listed = [
        {"name": "numpy", "version": "2", "licenses": [{"expression": "MIT AND 0BSD"}]},
        {"name": "Babel", "version": "3", "licenses": [
            {"license": {"id": "BSD-3-Clause"}},
            {"license": {"name": "License :: OSI Approved :: BSD License"}},
        ]},
        {"name": "jinja", "version": "1", "licenses": [
            {"license": {"name": "License :: OSI Approved :: BSD License"}}]},
        {"name": "long", "version": "4", "licenses": [{"license": {"name": "Own\nWhereas …"}}]},
        {"name": "silent", "version": "5"},
    ]  # fmt: skip

    assert lines({"components": listed}) == [
        "Babel 3: BSD-3-Clause",
        "jinja 1: BSD License",
        "long 4: Own",
        "numpy 2: MIT AND 0BSD",
        "silent 5: not said",
    ]
