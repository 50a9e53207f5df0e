"""Texts of the interface are found wherever they stand."""

from django.conf import settings

from config.management.commands.makemessages import TemplateFile, texts_as_code


class Translatable:
    def __init__(self, path) -> None:
        self.path, self.file, self.dirpath = str(path), path.name, str(path.parent)


def test_texts_of_a_page_are_read_as_code(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<a title="{{ _("Don’t \'quote\'") }}">'
        "{% trans name=x %}\n Close\n {{ name }}{% endtrans %}</a>"
        "{% trans n=x %}{{ n }} % left{% pluralize %}{{ n }} % are left{% endtrans %}"
    )

    assert texts_as_code(page).splitlines() == [
        """_("Don’t 'quote'")""",
        "gettext('Close %(name)s')",
        "ngettext('%(n)s %% left', '%(n)s %% are left')",
    ]


def test_texts_of_admin_are_read_as_django_writes_them(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DJANGO_TEMPLATES", tmp_path)
    page = tmp_path / "page.html"
    page.write_text('    <p>{% translate "Save" %}</p>')

    assert "gettext(u'Save')" in texts_as_code(page).replace(" gettext", "gettext")


def test_file_that_xgettext_reads_holds_the_texts(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("{{ _('Save') }}")
    file = TemplateFile(command=None, domain="django", translatable=Translatable(page))

    file.preprocess()

    assert (tmp_path / "page.html.py").read_text() == "_('Save')\n"
