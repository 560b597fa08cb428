using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PaymentStatusSdk.Analyzers.Tests.Harness;

/// <summary>Checks what the rules report in a snippet: <c>[|</c> and <c>|]</c> enclose the place of the expected diagnostic.</summary>
internal static class RuleTest
{
    public static async Task ReportsAsync(string id, string marked)
    {
        Assert.Contains("[|", marked, StringComparison.Ordinal);
        var found = await FindAsync(Plain(marked));
        var source = Sources.Whole(marked);
        var start = source.IndexOf("[|", StringComparison.Ordinal);
        var end = source.IndexOf("|]", StringComparison.Ordinal) - 2;

        var diagnostic = Assert.Single(found);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(
            (id, Sources.Whole(Plain(marked))[start..end]),
            (diagnostic.Id, diagnostic.Location.SourceTree!.ToString()[span.Start..span.End]));
        Assert.Equal(start, span.Start);
    }

    public static async Task IsSilentAsync(string snippet) => Assert.Empty(await FindAsync(snippet));

    /// <summary>Checks the code after the fix, and that it compiles.</summary>
    public static async Task FixesAsync(string before, string after, CodeFixProvider provider)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Merchant", "Merchant", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: Compiled.Parse, metadataReferences: Compiled.References));
        project = project.AddDocument("Usings.cs", Sources.Usings).Project.AddDocument("Shop.cs", Sources.Shop).Project;
        var document = project.AddDocument("Snippet.cs", SourceText.From(Sources.Whole(before)));
        var compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.Empty(Compiled.Errors(compilation));
        var diagnostic = Assert.Single(await Compiled.AnalyzeAsync(compilation));
        Assert.Equal(provider.FixableDiagnosticIds, [diagnostic.Id]);

        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        if (before == after)
        {
            Assert.Empty(actions);
            return;
        }

        var operations = await Assert.Single(actions).GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(Sources.Whole(after), (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        var fixedCompilation = (await changed.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.Empty(Compiled.Errors(fixedCompilation));
        Assert.Empty(await Compiled.AnalyzeAsync(fixedCompilation));
    }

    /// <summary>Returns what the rules report in a snippet, which must compile.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(string snippet)
    {
        var compilation = Compiled.Of([("Shop.cs", Sources.Shop), ("Snippet.cs", Sources.Whole(snippet))]);
        Assert.Empty(Compiled.Errors(compilation));
        return await Compiled.AnalyzeAsync(compilation);
    }

    private static string Plain(string marked) =>
        marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
}
