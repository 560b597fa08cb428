using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Mutation;

/// <summary>Removes, repeats, moves and replaces the tokens of a text; for JSON, headers and settings.</summary>
internal sealed class TokenMutator(Regex tokens, params string[] values) : IMutator
{
    public IEnumerable<byte[]> Words => values.Select(Encoding.Latin1.GetBytes);

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        var all = Tokens(input);
        if (all.Count == 0) return Encoding.UTF8.GetBytes(values[random.Next(values.Length)]);
        var at = random.Next(all.Count);
        var length = Math.Min(all.Count - at, 1 + random.Next(6));
        switch (random.Next(7))
        {
            case 0: all.RemoveRange(at, length); break;
            case 1: all.InsertRange(random.Next(all.Count + 1), all.GetRange(at, length)); break;
            case 2: (all[at], all[random.Next(all.Count)]) = (all[random.Next(all.Count)], all[at]); break;
            case 3 or 4: all[at] = values[random.Next(values.Length)]; break;
            case 5: all.Insert(at, values[random.Next(values.Length)]); break;
            default:
                var more = Tokens(other);
                all.InsertRange(at, more.Skip(random.Next(more.Count + 1)).Take(length));
                break;
        }

        return Encoding.Latin1.GetBytes(string.Concat(all));
    }

    private List<string> Tokens(byte[] input) => [.. tokens.Matches(Encoding.Latin1.GetString(input)).Select(match => match.Value)];
}
