using System.Reflection;
using Microsoft.CodeAnalysis;
using PaymentStatusSdk.Mutation;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>A small source that was compiled with all of its mutants.</summary>
internal sealed class Snippet
{
    /// <summary>The name of the file that the mutants have.</summary>
    public const string FileName = $"{Name}/Sample.cs";

    // Constants count as our own by the name of their assembly.
    private const string Name = "PaymentStatusSdk.Snippet";

    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; "
        + "using PaymentStatusSdk.Snippets;";

    private static readonly MetadataReference[] References =
    [
        .. new[] { typeof(object), typeof(Enumerable), typeof(MutantSwitch) }.Select(type => type.Assembly)
            .Concat([Assembly.Load("System.Runtime"), Assembly.Load("System.Collections")])
            .Select(assembly => MetadataReference.CreateFromFile(assembly.Location)),
    ];

    private readonly MutatedCompilation _compilation;
    private readonly byte[] _assembly;

    private Snippet(MutatedCompilation compilation, byte[] assembly, int members) =>
        (_compilation, _assembly, Members) = (compilation, assembly, members);

    public IReadOnlyList<Mutant> Mutants => _compilation.Mutants;

    public int Invalid => _compilation.Invalid;

    public int Untouched => _compilation.Untouched;

    /// <summary>The number of members, as <see cref="MutantSwitch.Record"/> expects it.</summary>
    public int Members { get; }

    /// <summary>The line of each mutant, without the namespaces in it.</summary>
    public IEnumerable<string> Lines => Mutants.Select(mutant => mutant.Context
        .Replace($"{SourceMutants.Switch}.", string.Empty, StringComparison.Ordinal)
        .Replace("global::PaymentStatusSdk.Snippets.", string.Empty, StringComparison.Ordinal));

    /// <summary>Compiles the members of a class that is named <c>Sample</c>.</summary>
    public static Snippet OfMembers(string members)
    {
        var tree = MutatedCompilation.Parse($"{Usings}\npublic class Sample\n{{\n{members}\n}}\n", "Sample.cs");
        // Not mutated: what the samples use.
        var types = MutatedCompilation.Parse(
            """
            namespace PaymentStatusSdk.Snippets;

            public enum State { Unknown, Paid, Failed }

            public class Row
            {
                public int Id { get; set; }
                public bool IsFinal { get; set; }
            }

            public static class SampleLog
            {
                public static void Sent(int id, bool isFinal) { }
            }
            """,
            "Types.cs");
        var compilation = new MutatedCompilation(MutatedCompilation.Create(Name, [tree, types], References));
        var (assembly, last) = compilation.Emit([(FileName, tree)], () => [], () => new MutantIds(0, 1));
        return new Snippet(compilation, assembly, last.Members);
    }

    /// <summary>Asserts the mutants of a method that returns an expression.</summary>
    /// <param name="signature">The signature of the method.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="mutants">The mutated expressions, in any order.</param>
    public static void AssertExpression(string signature, string expression, params string[] mutants) =>
        AssertLines($"static {signature} =>\n{expression};", mutants.Select(mutant => $"{mutant};"));

    /// <summary>Asserts the mutants of a method with one line of statements.</summary>
    /// <param name="signature">The signature of the method.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="mutants">The mutated statements, in any order.</param>
    public static void AssertStatements(string signature, string statements, params string[] mutants) =>
        AssertLines($"static {signature}\n{{\n{statements}\n}}", mutants);

    /// <summary>Asserts the lines of all mutants of members.</summary>
    public static void AssertLines(string members, IEnumerable<string> lines) => Assert.Equal(
        lines.Order(StringComparer.Ordinal), OfMembers(members).Lines.Order(StringComparer.Ordinal));

    /// <summary>Loads the assembly and returns the class.</summary>
    public Type Load() => Assembly.Load(_assembly).GetType("Sample", throwOnError: true)!;

    /// <summary>Calls a public static method of a loaded class.</summary>
    public static object? Call(Type sample, string method, params object[] arguments) => sample.InvokeMember(
        method, BindingFlags.InvokeMethod | BindingFlags.Public | BindingFlags.Static | BindingFlags.DoNotWrapExceptions, binder: null,
        target: null, arguments, culture: null);
}
