using System.Globalization;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>A part of the mutants of a package. The mutants of each file are spread evenly over the parts.</summary>
/// <param name="Number">The number of the part; the first is 1.</param>
/// <param name="Count">The number of parts.</param>
internal readonly record struct MutantPart(int Number, int Count)
{
    /// <summary>All mutants.</summary>
    public static readonly MutantPart Whole = new(1, 1);

    /// <summary>Whether it consists of all mutants.</summary>
    public bool IsWhole => Count == 1;

    /// <summary>Reads a text such as <c>2/5</c>. Returns false when it is no part.</summary>
    public static bool TryParse(string text, out MutantPart part)
    {
        part = Whole;
        if (text.Split('/') is not [var first, var second]) return false;
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (!int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        if (number < 1 || number > count) return false;
        part = new(number, count);
        return true;
    }

    /// <summary>Returns the items of this part.</summary>
    public IEnumerable<T> Of<T>(IReadOnlyList<T> all)
    {
        var part = this;
        return all.Where((_, index) => index % part.Count == part.Number - 1);
    }

    /// <summary>Returns the text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
