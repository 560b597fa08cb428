using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>The signature of a member, from which the declarations and calls of its copies are written.</summary>
internal sealed class Signature(
    MemberDeclarationSyntax member, TypeSyntax type, string name, SeparatedSyntaxList<ParameterSyntax> parameters,
    MethodDeclarationSyntax? method)
{
    public MemberDeclarationSyntax Member => member;

    public TypeSyntax Type => type;

    public string Name => name;

    /// <summary>Returns the name of a copy. An original has the negative number of the member.</summary>
    public string Copy(int id) => id < 0 ? $"__original{-id}_{name}" : $"__mutant{id}_{name}";

    public string Declare(int id, string body)
    {
        var modifiers = string.Join(' ', member.Modifiers.Where(modifier => modifier.Kind()
            is SyntaxKind.StaticKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.ReadOnlyKeyword));
        return $"private {modifiers} {type} {Copy(id)}{method?.TypeParameterList}({string.Join(", ", parameters.Select(Declare))}) "
            + $"{method?.ConstraintClauses} {body}";
    }

    public string Call(int id)
    {
        var types = method?.TypeParameterList is { } list ? $"<{string.Join(", ", list.Parameters.Select(one => one.Identifier))}>" : "";
        var call = $"{Copy(id)}{types}({string.Join(", ", parameters.Select(Pass))});";
        return type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? $"{call} return;" : $"return {call}";
    }

    // The attributes matter to the compiler, such as EnumeratorCancellation.
    private static string Declare(ParameterSyntax parameter) =>
        $"{parameter.AttributeLists} {string.Join(' ', parameter.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.ThisKeyword)))} "
        + $"{parameter.Type} {parameter.Identifier} {parameter.Default}";

    private static string Pass(ParameterSyntax parameter)
    {
        var kind = parameter.Modifiers.FirstOrDefault(modifier => modifier.Kind()
            is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword);
        var isReadOnly = parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword);
        return $"{(isReadOnly ? "in" : kind.Text)} {parameter.Identifier}".Trim();
    }
}
