namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The row "tables" of <c>docs/testing.md</c>.</summary>
public class TableMutationTests
{
    [Fact]
    public void Dictionary_loses_each_row_and_has_another_value_in_each_cell() => Snippet.AssertLines(
        """
        private static readonly Dictionary<string, State> Table =
        new() { ["a"] = State.Paid, ["b"] = State.Failed };
        """,
        [
            """new() {  ["b"] = State.Failed };""",
            """new() { ["a"] = State.Paid };""",
            """new() { [""] = State.Paid, ["b"] = State.Failed };""",
            """new() { ["a"] = State.Failed, ["b"] = State.Failed };""",
            """new() { ["a"] = State.Paid, [""] = State.Failed };""",
            """new() { ["a"] = State.Paid, ["b"] = State.Unknown };""",
        ]);

    [Fact]
    public void Dictionary_with_pairs_loses_each_row_and_has_another_value_in_each_cell() => Snippet.AssertLines(
        """
        private static readonly Dictionary<int, State> Table =
        new() { { 1, State.Paid }, { 3, State.Failed } };
        """,
        [
            "new() {  { 3, State.Failed } };",
            "new() { { 1, State.Paid } };",
            "new() { { 2, State.Paid }, { 3, State.Failed } };",
            "new() { { 1, State.Failed }, { 3, State.Failed } };",
            "new() { { 1, State.Paid }, { 4, State.Failed } };",
            "new() { { 1, State.Paid }, { 3, State.Unknown } };",
        ]);

    [Fact]
    public void Collection_loses_each_element_and_has_another_value_in_each_cell() => Snippet.AssertLines(
        """
        public static State[] Open { get; } =
        [State.Unknown, State.Paid];
        """,
        ["[ State.Paid];", "[State.Unknown];", "[State.Paid, State.Paid];", "[State.Unknown, State.Failed];"]);

    [Fact]
    public void Initializer_loses_each_assignment_and_has_other_values() => Snippet.AssertExpression(
        "Row Of()", "new Row { Id = 1, IsFinal = true }",
        "new Row {  IsFinal = true }", "new Row { Id = 1 }", "new Row { Id = 2, IsFinal = true }", "new Row { Id = 1, IsFinal = false }");

    [Theory]
    [InlineData("State.Unknown", "State.Paid")]
    [InlineData("State.Paid", "State.Failed")]
    [InlineData("State.Failed", "State.Unknown")]
    public void Member_of_an_enum_becomes_the_next_one_and_the_last_becomes_the_first(string member, string other) =>
        Snippet.AssertExpression("State Of()", member, other);
}
