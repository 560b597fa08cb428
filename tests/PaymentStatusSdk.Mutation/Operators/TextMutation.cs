using Microsoft.CodeAnalysis.Text;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>A change of the text of a source file.</summary>
/// <param name="Span">The text to replace.</param>
/// <param name="Replacement">The new text.</param>
internal readonly record struct TextMutation(TextSpan Span, string Replacement);
