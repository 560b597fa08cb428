using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>The origin of the query of a call.</summary>
internal static class Queries
{
    /// <summary>Returns the argument of a call that is a query; null when there is none.</summary>
    public static IOperation? ArgumentOf(IInvocationOperation call, SdkTypes types) =>
        call.Arguments.FirstOrDefault(argument => SdkTypes.Is(argument.Value.Type, types.Query))?.Value;

    /// <summary>
    /// Returns the operation that creates a query without an expected amount; null when the amount is set, or the creation is not visible.
    /// </summary>
    public static IOperation? CreationWithoutAmount(IOperation query, SdkTypes types)
    {
        var value = Scopes.Resolve(query);
        return value switch
        {
            IWithOperation with => SetsAmount(with.Initializer) ? null : CreationWithoutAmount(with.Operand, types),
            IInvocationOperation { TargetMethod: var method } when
                (SdkTypes.Is(method.ContainingType, types.Query) && method.Name is "ByGatewayReference" or "ByMerchantReference")
                || (SdkTypes.Is(method.ContainingType, types.Notification) && method.Name == "ToQuery") => value,
            IObjectCreationOperation creation when SdkTypes.Is(creation.Type, types.Query) =>
                SetsAmount(creation.Initializer) ? null : value,
            _ => null,
        };
    }

    private static bool SetsAmount(IObjectOrCollectionInitializerOperation? initializer) =>
        initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .Any(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "ExpectedAmount" }) == true;
}
