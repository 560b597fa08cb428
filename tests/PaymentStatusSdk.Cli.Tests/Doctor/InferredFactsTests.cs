using PaymentStatusSdk.Cli.Doctor;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The blocks, rows and sentences of a page in which a fact can be marked as inferred.</summary>
public class InferredFactsTests
{
    [Fact]
    public void Last_line_of_a_page_needs_no_end() =>
        Assert.Equal([("States", "a")], InferredFacts.Read("## States\n| a | inferred |"));

    [Theory]
    [InlineData("Case is ignored. Inferred.\n\nOther values are not.", "Case is ignored. Inferred.")]
    [InlineData("Values are separated with\na pipe, as inferred: a|", "Values are separated with a pipe, as inferred: a|")]
    [InlineData("The mark is\nA\nwhich is inferred.", "The mark is A which is inferred.")]
    [InlineData("The range is\n-1 to 1, as inferred.", "The range is -1 to 1, as inferred.")]
    [InlineData("- The first is\n  inferred from samples.\n- Second.", "The first is inferred from samples.")]
    public void Paragraph_or_item_ends_with_a_blank_line_or_the_next_item(string page, string fact) =>
        Assert.Equal([("", fact)], InferredFacts.Read(page));

    [Fact]
    public void Heading_and_table_need_no_blank_line_before_them()
    {
        Assert.Equal(
            [("", "It is so (inferred)."), ("Next", "It is also so (inferred).")],
            InferredFacts.Read("It is so (inferred).\n## Next\nIt is also so (inferred)."));
        Assert.Equal(
            [("", "a"), ("", "More of it is inferred.")],
            InferredFacts.Read("All of it:\n| a | inferred |\nMore of it is inferred."));
    }

    [Fact]
    public void Sentence_marks_the_next_table_of_its_section_only()
    {
        Assert.Equal(
            [("", "a")], InferredFacts.Read("All rows are inferred.\n\n| a | x |\n| b | documented |\n\n| c | x |\n"));
        Assert.Empty(InferredFacts.Read("All rows are inferred.\n\n## Next\n\n| a | x |\n"));
        Assert.Empty(InferredFacts.Read("Facts are documented or **inferred**, which is ours.\n"));
    }

    [Theory]
    [InlineData("| Value | State | |\n|:--|--:|:-:|\n| OPEN | Pending | inferred |", "OPEN: Pending")]
    [InlineData("| Value | State | |\n|---|---|---|\n| A | Pending | inferred |", "A: Pending")]
    [InlineData("| Value | State | |\n|---|---|---|\n| | Pending | inferred |", "Pending")]
    [InlineData("| Value | Fact | |\n|---|---|---|\n| OPEN | Pending | inferred |", "OPEN: Pending")]
    [InlineData("| Fact | Why | |\n|---|---|---|\n| a | b | inferred |", "a")]
    [InlineData("| Choice | Why | |\n|---|---|---|\n| a | b | inferred |", "a")]
    [InlineData("| Field | Why | |\n|---|---|---|\n| a | b | inferred |", "a")]
    [InlineData("| inferred |\n| a | inferred |", "a")]
    [InlineData("| a | INFERRED |\n| b | inferred |", "b")]
    public void Head_of_a_table_decides_which_columns_are_the_fact(string page, string fact) =>
        Assert.Equal([("", fact)], InferredFacts.Read(page));

    [Theory]
    [InlineData("Case is ignored. This is inferred.", "Case is ignored. This is inferred.")]
    [InlineData("Case is ignored. We say it inferred.", "Case is ignored. We say it inferred.")]
    [InlineData("Case is ignored. So that is inferred.", "So that is inferred.")]
    [InlineData("Case is ignored. Inferred from all of the samples.", "Case is ignored. Inferred from all of the samples.")]
    [InlineData("inferred values are kept as they are. Other values are not.", "inferred values are kept as they are.")]
    [InlineData("A is so. Inferred. B is so. Inferred.", "A is so. Inferred. B is so. Inferred.")]
    public void Short_sentence_refers_to_the_sentences_before_it(string page, string fact) =>
        Assert.Equal([("", fact)], InferredFacts.Read(page));
}
