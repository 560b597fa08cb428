using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>Reports a diagnostic at the syntax of an operation.</summary>
internal static class Reports
{
    public static void ReportDiagnostic(
        this OperationBlockAnalysisContext context, DiagnosticDescriptor rule, IOperation operation, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, operation.Syntax.GetLocation(), arguments));

    public static void ReportDiagnostic(
        this OperationAnalysisContext context, DiagnosticDescriptor rule, IOperation operation, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, operation.Syntax.GetLocation(), arguments));
}
