using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>Effects in a database that are not the same when they happen twice.</summary>
/// <remarks>
/// "Paid" set twice is paid. A stock decreased twice, a row added twice and a balance increased twice are wrong. Entity Framework: an
/// entity that is added, or a property of one that is increased or decreased, before SaveChanges. SQL in a constant: INSERT without a rule
/// for a row that exists, or UPDATE of a column by its own value that no further condition restricts.
/// </remarks>
internal static class Accumulation
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    private static readonly Regex Insert = new(@"^\s*INSERT\s+INTO\b(?!.*\b(ON\s+CONFLICT|ON\s+DUPLICATE|NOT\s+EXISTS)\b)", Options);
    private static readonly Regex Update = new(@"^\s*UPDATE\b.*\bSET\b.*\b(\w+)\s*=\s*\1\s*[+-](?!.*\bAND\b)", Options);
    private static readonly string[] Additions = ["Add", "AddAsync", "AddRange", "AddRangeAsync"];

    public static IEnumerable<IOperation> In(IOperation root)
    {
        var operations = root.DescendantsAndSelf().ToArray();
        var saves = operations.OfType<IInvocationOperation>()
            .Select(call => call.TargetMethod)
            .Any(method => method.Name is "SaveChanges" or "SaveChangesAsync" && IsOf(method.ContainingType, "DbContext"));
        return operations.Where(operation => operation switch
        {
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Target: var target } =>
                saves && IsEntityProperty(target),
            IIncrementOrDecrementOperation { Target: var target } => saves && IsEntityProperty(target),
            IInvocationOperation call when Additions.Contains(call.TargetMethod.Name) =>
                saves && (IsOf(call.TargetMethod.ContainingType, "DbSet") || IsOf(call.TargetMethod.ContainingType, "DbContext")),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "CommandText" } } assignment =>
                IsAccumulating(assignment.Value),
            IInvocationOperation call when IsExecution(call.TargetMethod.Name) =>
                call.Arguments.Any(argument => IsAccumulating(argument.Value)),
            IObjectCreationOperation creation when creation.Type?.Name.EndsWith("Command", StringComparison.Ordinal) == true =>
                creation.Arguments.Any(argument => IsAccumulating(argument.Value)),
            _ => false,
        });
    }

    // ADO.NET has the text in the command; EF Core and Dapper have it in the call.
    private static bool IsExecution(string method) =>
        method is "ExecuteSqlRawAsync" or "ExecuteSqlRaw" or "ExecuteSqlAsync" or "ExecuteSql" or "ExecuteSqlInterpolatedAsync"
            or "ExecuteAsync" or "Execute";

    private static bool IsAccumulating(IOperation value)
    {
        var text = TextOf(Scopes.Resolve(value));
        return text is not null && (Insert.IsMatch(text) || Update.IsMatch(text));
    }

    private static string? TextOf(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IInterpolatedStringOperation interpolated => string.Concat(interpolated.Parts.Select(
            part => part is IInterpolatedStringTextOperation text ? TextOf(Scopes.Resolve(text.Text)) : "@p")),
        _ => null,
    };

    private static bool IsEntityProperty(IOperation target) => target is IPropertyReferenceOperation
    {
        Instance: not (null or IInstanceReferenceOperation),
    };

    private static bool IsOf(INamedTypeSymbol type, string name)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (one.Name == name && one.ContainingNamespace.ToDisplayString() == "Microsoft.EntityFrameworkCore") return true;
        }

        return false;
    }
}
