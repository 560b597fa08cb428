using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PaymentStatusSdk.Mutation.Operators;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Rewrites members so that each of their mutants is a copy beside the original, chosen by <see cref="MutantSwitch"/>.</summary>
/// <remarks>
/// Whole members are copied, because a change of a pattern or of a static table cannot be chosen within an expression. Constructors and
/// the initializers of instances are not mutated.
/// </remarks>
internal sealed class MemberCopies(string file, SourceText text, SemanticModel model, MutantIds ids, ISet<int> excluded)
{
    private const string Switch = "global::PaymentStatusSdk.Mutation.MutantSwitch";
    private const string Box = "global::PaymentStatusSdk.Mutation.StaticValue";

    /// <summary>The mutants of the members that were rewritten.</summary>
    public List<Mutant> Mutants { get; } = [];

    /// <summary>Returns the text that replaces a member; null when the member stays.</summary>
    public string? Rewrite(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax { ReturnType: not RefTypeSyntax } method when Part(method.Body, method.ExpressionBody) is { } body =>
            Callable(body, new Signature(method, method.ReturnType, method.Identifier.Text, method.ParameterList.Parameters, method)),
        OperatorDeclarationSyntax one when Part(one.Body, one.ExpressionBody) is { } body =>
            Callable(body, new Signature(one, one.ReturnType, "operator", one.ParameterList.Parameters, null)),
        PropertyDeclarationSyntax { Type: not RefTypeSyntax } property => Getter(
            property, property.Type, property.Identifier.Text, [], property.ExpressionBody, property.AccessorList),
        IndexerDeclarationSyntax { Type: not RefTypeSyntax } indexer => Getter(
            indexer, indexer.Type, "this", indexer.ParameterList.Parameters, indexer.ExpressionBody, indexer.AccessorList),
        FieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: { } value } variable] } field
            when field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) =>
            StaticField(field, variable.Identifier.Text, value),
        _ => null,
    };

    private static SyntaxNode? Part(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow) => (SyntaxNode?)block ?? arrow;

    private string? Getter(
        BasePropertyDeclarationSyntax property, TypeSyntax type, string name, SeparatedSyntaxList<ParameterSyntax> parameters,
        ArrowExpressionClauseSyntax? arrow, AccessorListSyntax? accessors)
    {
        var accessor = accessors?.Accessors.FirstOrDefault(one => one.IsKind(SyntaxKind.GetAccessorDeclaration));
        var body = arrow ?? Part(accessor?.Body, accessor?.ExpressionBody);
        if (body is null || property.DescendantTokens().Any(token => token.IsKind(SyntaxKind.FieldKeyword))) return null;
        var signature = new Signature(property, type, name, parameters, null);
        if (Copies(body, signature) is not { } copies) return null;
        var (first, last) = accessor is null
            ? ($"{Between(property.SpanStart, body.SpanStart)} {{ get {copies.Dispatch} }}", string.Empty)
            : ($"{Between(property.SpanStart, body.SpanStart)} {copies.Dispatch}", Rest(accessor, property));
        return first + last + copies.Text;
    }

    // An accessor with an expression ends with a semicolon, which a block has not.
    private string Rest(AccessorDeclarationSyntax accessor, SyntaxNode property) => Between(accessor.Span.End, property.Span.End);

    private string? Callable(SyntaxNode body, Signature signature)
    {
        if (Copies(body, signature) is not { } copies) return null;
        var head = new StringBuilder();
        foreach (var part in signature.Member.ChildNodesAndTokens())
        {
            if (part.SpanStart >= body.SpanStart) break;
            if (!part.IsKind(SyntaxKind.AsyncKeyword)) head.Append(part.ToString()).Append(' ');
        }

        return $"{head}{copies.Dispatch}{copies.Text}";
    }

    private string? StaticField(FieldDeclarationSyntax field, string name, ExpressionSyntax value)
    {
        var signature = new Signature(field, field.Declaration.Type, name, [], null);
        var memberId = ids.NextMember();
        var mutants = Find(value, memberId, name);
        var type = field.Declaration.Type;
        var isPrivate = !field.Modifiers.Any(modifier => modifier.Kind()
            is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);
        var create = $"__create_{name}";
        var cases = string.Concat(mutants.Select(one => $"case {one.Mutant.Id}: return {signature.Copy(one.Mutant.Id)}(); "));
        var copies = string.Concat(mutants.Select(
            one => $"private static {type} {signature.Copy(one.Mutant.Id)}() {{ return {Apply(value, one.Mutation)}; }}\n"));
        var code = $"private static {type} {create}() {{ switch ({Switch}.Enter({memberId})) {{ {cases} }} return {value}; }}\n{copies}";
        // Other assemblies read the field itself, so only a private one can become a property.
        var access = field.Modifiers.ToString().Replace("readonly", string.Empty, StringComparison.Ordinal);
        return isPrivate
            ? $"private static {Box}<{type}> __box_{name} = new({create});\nprivate static {type} {name} => __box_{name}.Value;\n{code}"
            : $"{access} {type} {name} = {Switch}.Keep<{type}>({memberId}, static () => {name} = {create}(), {create}());\n{code}";
    }

    private (string Dispatch, string Text)? Copies(SyntaxNode body, Signature signature)
    {
        var memberId = ids.NextMember();
        var mutants = Find(body, memberId, signature.Name);
        if (mutants.Count == 0) return null;
        var cases = string.Concat(mutants.Select(one => $"case {one.Mutant.Id}: {signature.Call(one.Mutant.Id)} "));
        var copies = mutants.Select(one => signature.Declare(one.Mutant.Id, Terminated(body, Apply(body, one.Mutation))))
            .Append(signature.Declare(-memberId, Terminated(body, body.ToString())));
        return ($"{{ switch ({Switch}.Enter({memberId})) {{ {cases}default: {signature.Call(-memberId)} }} }}",
            $"\n{string.Join('\n', copies)}\n");
    }

    private static string Terminated(SyntaxNode body, string text) => body is ArrowExpressionClauseSyntax ? text + ";" : text;

    private List<(Mutant Mutant, TextMutation Mutation)> Find(SyntaxNode part, int memberId, string member)
    {
        var found = new List<(Mutant, TextMutation)>();
        foreach (var mutation in MutationFinder.Find(part, model))
        {
            var id = ids.NextMutant();
            if (excluded.Contains(id)) continue;
            var line = text.Lines.GetLineFromPosition(mutation.Span.Start);
            var context = text.ToString(TextSpan.FromBounds(line.Start, mutation.Span.Start)) + mutation.Replacement
                + text.ToString(TextSpan.FromBounds(mutation.Span.End, Math.Max(line.End, mutation.Span.End)));
            found.Add((new Mutant(
                id, memberId, file, line.LineNumber + 1, member, text.ToString(mutation.Span), mutation.Replacement,
                context.Trim()), mutation));
        }

        Mutants.AddRange(found.Select(one => one.Item1));
        return found;
    }

    private string Apply(SyntaxNode part, TextMutation mutation) =>
        Between(part.SpanStart, mutation.Span.Start) + mutation.Replacement + Between(mutation.Span.End, part.Span.End);

    private string Between(int start, int end) => text.ToString(TextSpan.FromBounds(start, end));
}
