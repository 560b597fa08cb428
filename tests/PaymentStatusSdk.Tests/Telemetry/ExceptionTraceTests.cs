using System.Runtime.CompilerServices;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Tests.Telemetry;

public sealed class ExceptionTraceTests
{
    private const string Inner = "System.InvalidOperationException";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void Exception_and_its_causes_are_described_by_their_types(int count) =>
        Assert.Equal(string.Join("\ncaused by ", Enumerable.Repeat(Inner, count)), ExceptionTrace.Describe(Nested(count)));

    [Fact]
    public void At_most_ten_exceptions_are_described() =>
        Assert.Equal(string.Join("\ncaused by ", Enumerable.Repeat(Inner, 10)), ExceptionTrace.Describe(Nested(11)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(9, 9)]
    [InlineData(12, 9)]
    public void All_causes_of_an_aggregate_are_described(int causes, int expected) =>
        Assert.Equal(
            string.Join("\ncaused by ", Enumerable.Repeat(Inner, expected).Prepend("System.AggregateException")),
            ExceptionTrace.Describe(new AggregateException(Enumerable.Range(0, causes).Select(_ => Nested(1)))));

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void Exception_has_at_most_forty_frames_each_on_its_own_line(int depth)
    {
        var exception = Record.Exception(() => Throw(depth));

        var lines = ExceptionTrace.Describe(exception!).Split('\n');

        Assert.Equal(Inner, lines[0]);
        Assert.All(lines[1..], line => Assert.Matches("^   at [^ ]", line));
        if (depth == 60) Assert.Equal(41, lines.Length);
        else Assert.InRange(lines.Length, 7, 40);
        Assert.Contains(nameof(Throw), lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.EndsWith('\r'));
    }

    private static InvalidOperationException Nested(int count) =>
        count == 1 ? new InvalidOperationException("hidden") : new InvalidOperationException("hidden", Nested(count - 1));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static void Throw(int depth)
    {
        if (depth == 0) throw new InvalidOperationException("hidden");
        Throw(depth - 1);
    }
}
