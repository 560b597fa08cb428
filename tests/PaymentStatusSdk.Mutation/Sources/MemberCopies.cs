using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Rewrites members so that each of their mutants is a copy beside the original, chosen by <see cref="MutantSwitch"/>.</summary>
/// <remarks>
/// Whole members are copied, because a change of a pattern or of a static table cannot be chosen within an expression. The initializers
/// of instances are not mutated.
/// </remarks>
internal sealed class MemberCopies(SourceMutants mutants)
{
    private const string Box = "global::PaymentStatusSdk.Mutation.StaticValue";

    private readonly InlineCopies _inline = new(mutants);

    /// <summary>Returns the text that replaces a member; null when the member stays.</summary>
    public string? Rewrite(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax { ReturnType: not RefTypeSyntax } method when Part(method.Body, method.ExpressionBody) is { } body =>
            Callable(body, new Signature(method, method.ReturnType, method.Identifier.Text, method.ParameterList.Parameters, method)),
        OperatorDeclarationSyntax one when Part(one.Body, one.ExpressionBody) is { } body =>
            Callable(body, new Signature(one, one.ReturnType, "operator", one.ParameterList.Parameters, null)),
        ConversionOperatorDeclarationSyntax one when Part(one.Body, one.ExpressionBody) is { } body =>
            Callable(body, new Signature(one, one.Type, "conversion", one.ParameterList.Parameters, null)),
        ConstructorDeclarationSyntax constructor => _inline.Rewrite(constructor),
        PropertyDeclarationSyntax { Initializer.Value: { } value } property when property.Modifiers.Any(SyntaxKind.StaticKeyword) =>
            StaticProperty(property, value),
        PropertyDeclarationSyntax { Type: not RefTypeSyntax } property =>
            _inline.Rewrite(property, property.Identifier.Text, property.ExpressionBody),
        IndexerDeclarationSyntax { Type: not RefTypeSyntax } indexer => _inline.Rewrite(indexer, "this", indexer.ExpressionBody),
        FieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: { } value } variable] } field
            when field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) =>
            StaticField(field, variable.Identifier.Text, value),
        _ => Leave(member),
    };

    // Nothing shows that code without mutants is tested, so members with such code are counted.
    private string? Leave(MemberDeclarationSyntax member)
    {
        if (HasCode(member)) mutants.CountUntouched();
        return null;
    }

    // The values of constants and of members of enums are mutated where they are used.
    private static bool HasCode(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax method => Part(method.Body, method.ExpressionBody) is not null,
        IndexerDeclarationSyntax { ExpressionBody: not null } or PropertyDeclarationSyntax { ExpressionBody: not null } => true,
        BasePropertyDeclarationSyntax { AccessorList: { } list } =>
            list.Accessors.Any(accessor => Part(accessor.Body, accessor.ExpressionBody) is not null),
        BaseFieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword)
            && field.Declaration.Variables.Any(variable => variable.Initializer is not null),
        GlobalStatementSyntax => true,
        _ => false,
    };

    private static SyntaxNode? Part(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow) => (SyntaxNode?)block ?? arrow;

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
        var type = field.Declaration.Type;
        if (Created(new Signature(field, type, name, [], null), value) is not var (memberId, create, code)) return null;
        // Other assemblies read the field itself, so only a private one can become a property.
        var isPrivate = !field.Modifiers.Any(modifier => modifier.Kind()
            is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);
        var access = field.Modifiers.ToString().Replace("readonly", string.Empty, StringComparison.Ordinal);
        const string Keep = $"{SourceMutants.Switch}.Keep";
        return isPrivate
            ? Boxed(memberId, "private static", type, name, create, code)
            : $"{access} {type} {name} = {Keep}<{type}>({memberId}, static () => {name} = {create}(), {create}());\n{code}";
    }

    private string? StaticProperty(PropertyDeclarationSyntax property, ExpressionSyntax value)
    {
        var name = property.Identifier.Text;
        if (Created(new Signature(property, property.Type, name, [], null), value) is not var (memberId, create, code)) return null;
        return Boxed(memberId, property.Modifiers.ToString(), property.Type, name, create, code);
    }

    private static string Boxed(int memberId, string modifiers, TypeSyntax type, string name, string create, string code)
    {
        var box = $"__box{memberId}_{name}";
        return $"private static {Box}<{type}> {box} = new({create});\n{modifiers} {type} {name} => {box}.Value;\n{code}";
    }

    // The method that creates a static value, and the code of it and of its mutants.
    private (int MemberId, string Name, string Code)? Created(Signature signature, ExpressionSyntax value)
    {
        var memberId = mutants.NextMember();
        var found = mutants.Find(value, memberId, signature.Name);
        if (mutants.IsUntouched(memberId)) return null;
        var create = $"__create{memberId}_{signature.Name}";
        var cases = string.Concat(found.Select(one => $"case {one.Mutant.Id}: return {signature.Copy(one.Mutant.Id)}(); "));
        var head = $"private static {signature.Type}";
        var copies = string.Concat(found.Select(
            one => $"{head} {signature.Copy(one.Mutant.Id)}() {{ return {mutants.Apply(value, one.Mutation)}; }}\n"));
        return (memberId, create,
            $"{head} {create}() {{ switch ({SourceMutants.Switch}.Enter({memberId})) {{ {cases} }} return {value}; }}\n{copies}");
    }

    private (string Dispatch, string Text)? Copies(SyntaxNode body, Signature signature)
    {
        var memberId = mutants.NextMember();
        var found = mutants.Find(body, memberId, signature.Name);
        if (found.Count == 0) return null;
        var cases = string.Concat(found.Select(one => $"case {one.Mutant.Id}: {signature.Call(one.Mutant.Id)} "));
        var copies = found.Select(one => signature.Declare(one.Mutant.Id, Terminated(body, mutants.Apply(body, one.Mutation))))
            .Append(signature.Declare(-memberId, Terminated(body, body.ToString())));
        return ($"{{ switch ({SourceMutants.Switch}.Enter({memberId})) {{ {cases}default: {signature.Call(-memberId)} }} }}",
            $"\n{string.Join('\n', copies)}\n");
    }

    private static string Terminated(SyntaxNode body, string text) => body is ArrowExpressionClauseSyntax ? text + ";" : text;
}
