using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Removes elements of lists in sources.</summary>
internal static class Lists
{
    /// <summary>Returns the mutation that removes an element with one separator.</summary>
    public static TextMutation Without<T>(SeparatedSyntaxList<T> list, int index)
        where T : SyntaxNode
    {
        var (start, end) = (list[index].SpanStart, list[index].Span.End);
        if (index < list.SeparatorCount) end = list.GetSeparator(index).Span.End;
        else if (index > 0) start = list.GetSeparator(index - 1).SpanStart;
        return new TextMutation(TextSpan.FromBounds(start, end), string.Empty);
    }
}
