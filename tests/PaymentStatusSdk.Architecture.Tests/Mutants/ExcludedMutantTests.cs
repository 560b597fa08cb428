using Microsoft.CodeAnalysis;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>A mutant that does not compile is left out, and a member that cannot be rewritten stays as it is.</summary>
public class ExcludedMutantTests
{
    private const string Rewritten =
        """
        class Sample
        {
            int __mutant7_Of() => inMutant;
            int Of() { __mutant8_: return inLabel; }
            int Dispatch() { switch (MutantSwitch.Enter(3)) { default: return inMember; } }
            int Other() => inOther;
        }
        """;

    [Fact]
    public void Mutant_that_does_not_compile_is_counted_and_left_out()
    {
        var snippet = Snippet.OfMembers("static bool Of(IEnumerable<int> a) => a.Any();");

        // All needs a condition.
        Assert.Equal(["static bool Of(IEnumerable<int> a) => !a.Any();"], snippet.Lines);
        Assert.Equal((1, 0), (snippet.Invalid, snippet.Untouched));
    }

    [Fact]
    public void Member_that_cannot_be_rewritten_is_counted_and_does_not_change_the_others()
    {
        // A pointer is no type argument of StaticValue.
        var snippet = Snippet.OfMembers("private static readonly unsafe int* First = null;\nstatic int Second() => 5;");

        Assert.Equal(["static int Second() => 6;"], snippet.Lines);
        Assert.Equal((0, 1), (snippet.Invalid, snippet.Untouched));
    }

    [Theory]
    [InlineData("private static int _number = 5;")]
    [InlineData("private static readonly int First = 5, Second = 6;")]
    [InlineData("~Sample() { GC.Collect(); }")]
    [InlineData("static ref int Of(int[] a) => ref a[5];")]
    [InlineData("private readonly int[] _numbers = []; ref int this[int a] => ref _numbers[a + 5];")]
    [InlineData("private readonly int[] _numbers = []; ref int First { get { return ref _numbers[5]; } }")]
    [InlineData("event Action Changed { add { GC.Collect(); } remove { } }")]
    public void Member_of_a_kind_that_cannot_be_rewritten_is_counted(string member)
    {
        var snippet = Snippet.OfMembers(member);

        Assert.Empty(snippet.Mutants);
        Assert.Equal((0, 1), (snippet.Invalid, snippet.Untouched));
    }

    [Theory]
    [InlineData("const int Limit = 5;")]
    [InlineData("public static int Number;")]
    [InlineData("public int Number = 5;")]
    [InlineData("public event Action Changed;")]
    [InlineData("public enum Kind { None, One = 5 }")]
    [InlineData("public delegate int Call(int a = 5);")]
    [InlineData("public abstract class Base { public abstract int Of(int a); public abstract ref int Number { get; } }")]
    public void Member_without_code_is_not_counted(string member) => Assert.Equal(0, Snippet.OfMembers(member).Untouched);

    [Fact]
    public void Source_with_an_error_of_its_own_cannot_be_mutated()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Snippet.OfMembers("int _number = \"text\"; static int Of() => 5;"));

        Assert.StartsWith("PaymentStatusSdk.Snippet cannot be mutated: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inMutant", 7)]
    [InlineData("inLabel", 8)]
    public void Error_in_a_copy_excludes_its_mutant_once(string name, int mutant)
    {
        var excluded = new ExcludedMutants();

        Assert.True(excluded.Exclude(Error(name)));
        Assert.False(excluded.Exclude(Error(name)));

        Assert.Equal((1, 0), (excluded.Mutants, excluded.Members));
        Assert.True(excluded.Contains(member: 1, mutant));
        Assert.False(excluded.Contains(member: 1, mutant + 2));
    }

    [Fact]
    public void Error_in_a_rewritten_member_excludes_it_with_all_of_its_mutants()
    {
        var excluded = new ExcludedMutants();

        Assert.True(excluded.Exclude(Error("inMember")));
        Assert.False(excluded.Exclude(Error("inMember")));

        Assert.Equal((0, 1), (excluded.Mutants, excluded.Members));
        Assert.Equal((true, false), (excluded.IsUntouched(3), excluded.IsUntouched(4)));
        Assert.Equal((true, false), (excluded.Contains(member: 3, mutant: 9), excluded.Contains(member: 4, mutant: 9)));
    }

    [Fact]
    public void Error_in_another_member_excludes_nothing()
    {
        var excluded = new ExcludedMutants();

        Assert.False(excluded.Exclude(Error("inOther")));

        Assert.Equal((0, 0), (excluded.Mutants, excluded.Members));
    }

    // The name is not declared, so the compiler reports it where it is used.
    private static Diagnostic Error(string name)
    {
        var compilation = MutatedCompilation.Create(
            "Sample", [MutatedCompilation.Parse(Rewritten, "Sample.cs")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        return compilation.GetDiagnostics(TestContext.Current.CancellationToken).Single(error =>
            error.Severity == DiagnosticSeverity.Error
            && Rewritten[error.Location.SourceSpan.Start..error.Location.SourceSpan.End] == name);
    }
}
