using PaymentStatusSdk.Mutation;

namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The compiled mutants behave as they read, one at a time. The tests share the switch, so they are in one class.</summary>
public sealed class MutantSwitchTests : IDisposable
{
    private static readonly Snippet Sample = Snippet.OfMembers(
        """
        private readonly int _half;
        private static readonly Dictionary<string, int> Table = new() { ["a"] = 1 };
        internal static readonly int[] List = [3];
        private static int[] Numbers { get; } = [5];
        private Sample(int a) { _half = a / 2; }
        private int Half => _half;
        private int Double { get { return _half + _half; } }
        public static implicit operator int(Sample a) => a._half * 3;
        public static bool Less(int a, int b) => a < b;
        public static int OfTable() => Table.Count;
        public static int OfList() => List.Length;
        public static int OfNumbers() => Numbers.Length;
        public static int OfConstructor() => new Sample(8).Half;
        public static int OfGetter() => new Sample(8).Double;
        public static int OfConversion() => new Sample(8);
        public static async Task<int> Sum(int a, int b) { await Task.CompletedTask; return a + b; }
        """);

    private readonly Type _sample = Sample.Load();

    public void Dispose() => MutantSwitch.Activate(0, 0);

    [Fact]
    public void Mutant_changes_its_method_while_it_is_active()
    {
        Assert.True(IsLess(1, 2));
        Activate("a >= b");
        Assert.False(IsLess(1, 2));
        Activate("a <= b");
        Assert.True(IsLess(2, 2));
        MutantSwitch.Activate(0, 0);
        Assert.False(IsLess(2, 2));
    }

    [Theory]
    [InlineData("OfTable", "Table = new() {  }", 1, 0)]
    [InlineData("OfList", "List = []", 1, 0)]
    [InlineData("OfNumbers", "{ get; } = []", 1, 0)]
    [InlineData("OfConstructor", "_half = a * 2", 4, 16)]
    [InlineData("OfGetter", "return _half - _half", 8, 0)]
    [InlineData("OfConversion", "a._half / 3", 12, 1)]
    public void Mutant_changes_values_that_are_computed_once_constructors_getters_and_conversions(
        string method, string line, int original, int mutated)
    {
        Assert.Equal(original, Snippet.Call(_sample, method));
        Activate(line);
        Assert.Equal(mutated, Snippet.Call(_sample, method));
        MutantSwitch.Activate(0, 0);
        Assert.Equal(original, Snippet.Call(_sample, method));
    }

    [Fact]
    public async Task Mutant_changes_an_asynchronous_method()
    {
        Activate("return a - b");

        Assert.Equal(1, await (Task<int>)Snippet.Call(_sample, "Sum", 3, 2)!);
    }

    [Fact]
    public void Members_that_a_call_uses_are_recorded()
    {
        var less = Sample.Mutants.First(mutant => mutant.Member == "Less").MemberId;
        var half = Sample.Mutants.First(mutant => mutant.Context.Contains("_half = a * 2", StringComparison.Ordinal)).MemberId;

        var members = MutantSwitch.Record(Sample.Members, () => Snippet.Call(_sample, "Less", 1, 2));

        Assert.Contains(less, members);
        Assert.DoesNotContain(half, members);
    }

    private bool IsLess(int a, int b) => (bool)Snippet.Call(_sample, "Less", a, b)!;

    private static void Activate(string line)
    {
        var mutant = Sample.Mutants.First(one => one.Context.Contains(line, StringComparison.Ordinal));
        MutantSwitch.Activate(mutant.MemberId, mutant.Id);
    }
}
