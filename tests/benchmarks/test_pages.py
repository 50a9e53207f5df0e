from benchmarks.pages import PageCost, lines


def test_line_of_a_page_has_its_ratios_and_marks_one_that_is_too_high():
    first = {"home": PageCost(2.0, 2.5, 1, 0.09, 6.0)}
    costs = {
        "home": PageCost(3.0, 3.5, 2, 0.06, 11.5),
        "imported role": PageCost(5.0, 6.0, 16, 0.03, 15.0),
    }

    home, imported = lines(costs, first, costs)

    assert home.split() == ["home", "3.0", "0.0600", "1.50!", "3.5", "2", "11.5!"]
    assert imported.split() == ["imported", "role", "5.0", "0.0300", "6.0", "16", "15.0"]
