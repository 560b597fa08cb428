using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>The functions that a web server calls for a request.</summary>
internal static class Requests
{
    private static readonly string[] Hosts =
    [
        "Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.SignalR.Hub",
    ];

    public static bool Contain(IOperation operation, ISymbol owner)
    {
        if (owner is IMethodSymbol method && IsRequestMethod(method)) return true;
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda && IsEndpoint(lambda)) return true;
        }

        return false;
    }

    private static bool IsRequestMethod(IMethodSymbol method)
    {
        // Middleware and minimal endpoints in methods of their own.
        if (method.Parameters.Any(parameter => parameter.Type.ToDisplayString() == "Microsoft.AspNetCore.Http.HttpContext")) return true;
        if (method.DeclaredAccessibility != Accessibility.Public) return false;
        for (var type = method.ContainingType?.BaseType; type is not null; type = type.BaseType)
        {
            if (Hosts.Contains(type.OriginalDefinition.ToDisplayString())) return true;
        }

        return false;
    }

    // The handler of MapGet, MapPost and so on, and of Use and Run of the pipeline.
    private static bool IsEndpoint(IAnonymousFunctionOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation) parent = parent.Parent;
        return parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
            && method.ContainingNamespace?.ToDisplayString() == "Microsoft.AspNetCore.Builder"
            && (method.Name.StartsWith("Map", StringComparison.Ordinal) || method.Name is "Use" or "Run");
    }
}
