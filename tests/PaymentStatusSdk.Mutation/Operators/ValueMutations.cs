using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Replaces values: literals, uses of constants, and the members of enums, of which the tables consist.</summary>
internal static partial class ValueMutations
{
    public static IEnumerable<TextMutation> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        LiteralExpressionSyntax literal => OfLiteral(literal),
        InterpolatedStringExpressionSyntax text when !IsForPeople(TextOf(text)) => [new(text.Span, "\"\"")],
        // A sign in front of a number is a part of the value, which has mutants of its own.
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: not LiteralExpressionSyntax } minus =>
            [new(minus.Span, MutationFinder.Operand(minus.Operand))],
        MemberAccessExpressionSyntax or IdentifierNameSyntax
            when node.Parent is not MemberAccessExpressionSyntax { Name: var name } || name != node
            => OfMember((ExpressionSyntax)node, model),
        _ => [],
    };

    private static IEnumerable<TextMutation> OfLiteral(LiteralExpressionSyntax literal)
    {
        switch (literal.Kind())
        {
            case SyntaxKind.TrueLiteralExpression:
                return [new(literal.Span, "false")];
            case SyntaxKind.FalseLiteralExpression:
                return [new(literal.Span, "true")];
            case SyntaxKind.NumericLiteralExpression when literal.Token.Value is { } number:
                return [new(literal.Span, Next(number))];
            case SyntaxKind.StringLiteralExpression when literal.Token.ValueText is { Length: > 0 } text && !IsForPeople(text):
                return [new(literal.Span, "\"\"")];
            case SyntaxKind.StringLiteralExpression when literal.Token.ValueText.Length == 0:
                return [new(literal.Span, "\"mutant\"")];
            // Octets are never a text for people.
            case SyntaxKind.Utf8StringLiteralExpression:
                return [new(literal.Span, literal.Token.ValueText.Length > 0 ? "\"\"u8" : "\"mutant\"u8")];
            case SyntaxKind.CharacterLiteralExpression when literal.Token.Value is char character:
                return [new(literal.Span, Other(character))];
            default:
                return [];
        }
    }

    private static IEnumerable<TextMutation> OfMember(ExpressionSyntax node, SemanticModel model) => model.GetSymbolInfo(node).Symbol switch
    {
        IFieldSymbol { HasConstantValue: true, Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type } member =>
            [new(node.Span, Other(type, member.ConstantValue!))],
        // One use of a constant. Its other uses keep the value, so each of them needs a test.
        IFieldSymbol { ConstantValue: int or long or uint or ulong or decimal or double or float } field when IsOwn(field) =>
            [new(node.Span, $"({node} + 1)")],
        IFieldSymbol { ConstantValue: char character } field when IsOwn(field) => [new(node.Span, Other(character))],
        IFieldSymbol { ConstantValue: bool } field when IsOwn(field) => [new(node.Span, $"!{node}")],
        IFieldSymbol { ConstantValue: string text } field when IsOwn(field) && !IsForPeople(text) =>
            [new(node.Span, text.Length > 0 ? "\"\"" : "\"mutant\"")],
        IPropertySymbol { Name: "Ordinal", ContainingType.Name: nameof(StringComparer) } =>
            [new(node.Span, "StringComparer.OrdinalIgnoreCase")],
        IPropertySymbol { Name: "OrdinalIgnoreCase", ContainingType.Name: nameof(StringComparer) } =>
            [new(node.Span, "StringComparer.Ordinal")],
        IPropertySymbol { Name: "MinValue" } or IFieldSymbol { Name: "MinValue", HasConstantValue: false } => Extreme(node, "MaxValue"),
        IPropertySymbol { Name: "MaxValue" } or IFieldSymbol { Name: "MaxValue", HasConstantValue: false } => Extreme(node, "MinValue"),
        _ => [],
    };

    // The framework's constants are limits of types.
    private static bool IsOwn(IFieldSymbol field) => field.ContainingAssembly.Name.StartsWith("PaymentStatusSdk", StringComparison.Ordinal);

    // The next member in the order of the declaration; the last one is followed by the first.
    private static string Other(INamedTypeSymbol type, object value)
    {
        var members = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .DistinctBy(field => field.ConstantValue).ToList();
        var index = members.FindIndex(field => Equals(field.ConstantValue, value));
        // After OrdinalIgnoreCase come the comparisons by culture, but the likely mistake is the other ordinal one.
        var other = type.Name == nameof(StringComparison) && members[index].Name == nameof(StringComparison.OrdinalIgnoreCase)
            ? nameof(StringComparison.Ordinal)
            : members[(index + 1) % members.Count].Name;
        return $"{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{other}";
    }

    private static IEnumerable<TextMutation> Extreme(ExpressionSyntax node, string other) =>
        node is MemberAccessExpressionSyntax access ? [new(access.Name.Span, other)] : [];

    // With the suffix of its type, because another type could change the operators around it.
    private static string Next(object number) => number switch
    {
        long one => Text(unchecked(one + 1), "L"),
        uint one => Text(unchecked(one + 1), "u"),
        ulong one => Text(unchecked(one + 1), "UL"),
        decimal one => Text(one + 1, "m"),
        double one => Text(one + 1, "d"),
        float one => Text(one + 1, "f"),
        _ => Text(unchecked((int)number + 1), string.Empty),
    };

    private static string Text(IFormattable number, string suffix) => number.ToString(null, CultureInfo.InvariantCulture) + suffix;

    private static string Other(char character) => character == '~' ? "'|'" : "'~'";

    private static string TextOf(InterpolatedStringExpressionSyntax text) =>
        string.Concat(text.Contents.OfType<InterpolatedStringTextSyntax>().Select(part => part.TextToken.ValueText));

    // A sentence, or a quotation in one. A format, such as "d MMM yyyy", has blanks but no words.
    private static bool IsForPeople(string text) => text.AsSpan().ContainsAny(' ', '\'') && Word().IsMatch(text);

    [GeneratedRegex("([a-z])(?!\\1)[a-z]")]
    private static partial Regex Word();
}
