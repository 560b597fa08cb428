using System.Text;

namespace PaymentStatusSdk.Fuzz.Mutation;

/// <summary>Changes the pairs of a form and their escapes.</summary>
internal sealed class FormMutator(string[] names, string[] values) : IMutator
{
    private static readonly string[] Escapes =
    [
        "%", "%2", "%zz", "%00", "%0D%0A", "%26", "%3D", "%2B", "%25", "+", "%C3%A9", "%E9", "%FF", "%20",
        "\r\n", "\n", "=", "&", "&&", " ",
        "%u0041", ";",
    ];

    public IEnumerable<byte[]> Words => names.Select(name => $"&{name}=").Concat(values).Concat(Escapes).Select(Encoding.Latin1.GetBytes);

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        var pairs = Encoding.Latin1.GetString(input).Split('&').ToList();
        var at = random.Next(pairs.Count);
        var equals = pairs[at].IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (pairs[at], (string?)null) : (pairs[at][..equals], pairs[at][(equals + 1)..]);
        switch (random.Next(12))
        {
            case 0: pairs.RemoveAt(at); break;
            case 1: pairs.Insert(random.Next(pairs.Count + 1), pairs[at]); break;
            case 2: (pairs[at], pairs[random.Next(pairs.Count)]) = (pairs[random.Next(pairs.Count)], pairs[at]); break;
            case 3: pairs[at] = $"{name}={Choose(values, random)}"; break;
            case 4: pairs[at] = $"{Choose(names, random)}={value}"; break;
            case 5: pairs.Insert(at, $"{Choose(names, random)}={Choose(values, random)}"); break;
            case 6: pairs[at] = pairs[at].Insert(random.Next(pairs[at].Length + 1), Choose(Escapes, random)); break;
            case 7: pairs[at] = $"{name}={EscapeSome(value ?? "", random)}"; break;
            case 8: pairs[at] = $"{(random.Next(2) == 0 ? name.ToLowerInvariant() : EscapeSome(name, random))}={value}"; break;
            case 9: pairs[at] = name; break;
            case 10: pairs[at] = $"{name}={Uri.UnescapeDataString(value ?? "")}"; break;
            default: pairs.AddRange(Encoding.Latin1.GetString(other).Split('&').Skip(random.Next(4)).Take(3)); break;
        }

        var text = string.Join('&', pairs);
        return Encoding.Latin1.GetBytes(random.Next(40) == 0 ? $"\u00EF\u00BB\u00BF{text}\0" : text);
    }

    private static string Choose(string[] from, Random random) => from[random.Next(from.Length)];

    private static string EscapeSome(string text, Random random) =>
        string.Concat(text.Select(character => random.Next(3) == 0 ? $"%{(int)character & 255:X2}" : character.ToString()));
}
