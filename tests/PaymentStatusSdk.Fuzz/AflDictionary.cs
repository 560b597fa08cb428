using PaymentStatusSdk.Fuzz.Mutation;

namespace PaymentStatusSdk.Fuzz;

/// <summary>Writes the words that a mutator inserts as a dictionary of AFL++.</summary>
internal static class AflDictionary
{
    // AFL++ rejects a dictionary with a longer word.
    private const int MaxLength = 128;

    /// <summary>Returns one line for each word: the octets in quotation marks, and those that are not plain text as escapes.</summary>
    public static IEnumerable<string> LinesOf(IMutator mutator) =>
        mutator.Words.Where(word => word.Length is > 0 and <= MaxLength)
            .Select(word => $"\"{string.Concat(word.Select(Escape))}\"").Distinct();

    private static string Escape(byte octet) =>
        octet is >= 0x20 and < 0x7F && octet is not ((byte)'"' or (byte)'\\') ? ((char)octet).ToString() : $"\\x{octet:X2}";
}
