using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>The operations that change something for the customer or the shop. Reports, questions and answers to a caller do not.</summary>
internal static class Acts
{
    private static readonly string[] PassiveNamespaces =
    [
        "System", "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.JSInterop", "PaymentStatusSdk", "Spectre.Console", "Serilog",
        "NLog", "Xunit", "NUnit", "Microsoft.VisualStudio.TestTools", "OpenTelemetry", "FluentAssertions", "Shouldly", "Moq", "NSubstitute",
    ];

    private static readonly string[] ActiveNamespaces = ["System.Net", "System.Data"];

    /// <summary>Returns whether something in these operations acts.</summary>
    public static bool Any(IEnumerable<IOperation> operations) =>
        operations.SelectMany(operation => operation.DescendantsAndSelf()).Any(operation => operation switch
        {
            IInvocationOperation invocation => IsActive(invocation.TargetMethod),
            IAssignmentOperation { Target: IMemberReferenceOperation target } => IsKept(target) && !Names.IsReport(target.Member.Name),
            _ => false,
        });

    /// <summary>Returns the first operation that treats a payment as not made, with its name; null when there is none.</summary>
    public static (IOperation Operation, string Name)? Unpaid(IReadOnlyCollection<IOperation> operations) =>
        operations.SelectMany(operation => operation.DescendantsAndSelf()).Select(Unpaid).FirstOrDefault(found => found is not null)
        ?? operations.Select(UnpaidValue).FirstOrDefault(found => found is not null);

    /// <summary>Returns the first operation that treats a payment as made, with its name; null when there is none.</summary>
    public static (IOperation Operation, string Name)? Paid(IEnumerable<IOperation> operations) =>
        operations.SelectMany(operation => operation.DescendantsAndSelf()).Select(Paid).FirstOrDefault(found => found is not null);

    public static (IOperation Operation, string Name)? Paid(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } when IsActive(method) && Names.MeansPaid(method.Name) => (operation, method.Name),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when IsKept(target) =>
            (assignment.Value.ConstantValue is { HasValue: true, Value: true } && Names.ValueMeansPaid(target.Member.Name))
                || (EnumMember(assignment.Value) is { } value && !IsOfSdk(value) && Names.ValueMeansPaid(value.Name))
                ? (operation, target.Member.Name)
                : null,
        _ => null,
    };

    public static (IOperation Operation, string Name)? Unpaid(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } call when IsActive(method) && Names.MeansUnpaid(method.Name) =>
            Names.IsTechnical(method.ContainingType.Name) || call.Arguments.Any(IsException) ? null : (operation, method.Name),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when IsKept(target) =>
            !Names.IsTechnical(target.Member.ContainingType.Name)
                && ((assignment.Value.ConstantValue is { HasValue: true, Value: true } && Names.ValueMeansUnpaid(target.Member.Name))
                    || (EnumMember(assignment.Value) is { } value && IsUnpaid(value)))
                ? (operation, target.Member.Name)
                : null,
        IReturnOperation { ReturnedValue: { } returned } => UnpaidValue(returned),
        _ => null,
    };

    /// <summary>A result that means "not paid": a value of an enum, or true from a function such as HasFailed.</summary>
    private static (IOperation Operation, string Name)? UnpaidValue(IOperation value)
    {
        if (EnumMember(value) is { } member)
            return IsUnpaid(member) ? (value, member.Name) : null;
        return value.ConstantValue is { HasValue: true, Value: true }
            && Scopes.FunctionOf(value) is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } function
            && Names.ValueMeansUnpaid(function.Name) ? (value, function.Name) : null;
    }

    private static bool IsUnpaid(IFieldSymbol value) => IsOfSdk(value)
        ? IsInventedFailure(value)
        : Names.ValueMeansUnpaid(value.Name) && !Names.IsTechnical(value.ContainingType.Name);

    private static bool IsException(IArgumentOperation argument)
    {
        for (var type = Scopes.Resolve(argument.Value).Type; type is not null; type = type.BaseType)
        {
            if (type.ToDisplayString() == "System.Exception") return true;
        }

        return false;
    }

    private static bool IsInventedFailure(IFieldSymbol value) => IsOfSdk(value)
        && (value.ContainingType.Name, value.Name) is ("PaymentVerdict", "Failure")
            or ("PaymentState", "Declined" or "Failed" or "Canceled" or "Expired");

    private static bool IsOfSdk(ISymbol symbol) => Scopes.IsOfSdk(symbol);

    private static IFieldSymbol? EnumMember(IOperation value) =>
        Scopes.Resolve(value) is IFieldReferenceOperation { Field: { IsConst: true, ContainingType.TypeKind: TypeKind.Enum } field }
            ? field
            : null;

    /// <summary>Returns whether an assignment outlives its function: not of an object initializer, and not of a framework.</summary>
    private static bool IsKept(IMemberReferenceOperation target) =>
        target.Instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
        && !IsPassive(target.Member.ContainingNamespace, target.Member.ContainingAssembly);

    private static bool IsActive(IMethodSymbol method) =>
        !IsPassive(method.ContainingNamespace, method.ContainingAssembly) && !Names.IsReport(method.Name);

    private static bool IsPassive(INamespaceSymbol? space, IAssemblySymbol? assembly)
    {
        // The namespace of a framework in the sources of an application is the application's own.
        if (space is null || assembly is ISourceAssemblySymbol) return false;
        var name = space.ToDisplayString();
        return PassiveNamespaces.Any(prefix => Begins(name, prefix)) && !ActiveNamespaces.Any(prefix => Begins(name, prefix));
    }

    private static bool Begins(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || name[prefix.Length] == '.');
}
