using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// The check of the address to which a shopper returns. The lines of an input are <c>txid</c>, <c>cs</c> and the stored redirect secret;
/// <c>{{hash}}</c> is replaced by the right hash.
/// </summary>
internal sealed partial class PproReturnTarget : FuzzTarget
{
    private const string Placeholder = "{{hash}}";

    private readonly IPproReturnCheck _check = new CallbackHost((builder, name) => builder.AddPpro(name, options =>
    {
        Accounts.Fill(options);
        options.RedirectSharedSecret = Accounts.RedirectSecret;
    })).GetKeyed<IPproReturnCheck>();

    public override string Name => "ppro-return";

    public override IMutator Mutator { get; } = new MixedMutator(new TokenMutator(
        Token(), "123887123", "0", "abcdef", Placeholder, "\n", "", ".", "redirect-1", Accounts.RedirectSecret, "\u00E9"));

    public override bool IsDocumented(Exception exception) => false;

    public override byte[] Prepare(byte[] input) => Hash(input) is { } hash ? InputParts.Fill(input, Placeholder, hash) : input;

    public override object? Read(byte[] input)
    {
        var lines = Lines(input);
        return _check.IsGenuine(Line(lines, 0), Line(lines, 1), Line(lines, 2));
    }

    public override bool IsDecision(object? reading) => reading is true;

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        var isGenuine = string.Equals(Line(Lines(input), 1), Hash(input), StringComparison.OrdinalIgnoreCase) && Hash(input) is not null;
        SurpriseException.Unless(
            reading is bool accepted && accepted == isGenuine, Oracle.Signature,
            $"A return counts as genuine: {reading}; the naive reader says {isGenuine}.");
    }

    // Null when there is nothing to hash.
    private static string? Hash(byte[] input)
    {
        var lines = Lines(input);
        return Line(lines, 0) is { Length: > 0 } txId && Line(lines, 2) is { Length: > 0 } secret
            ? NaiveSignatures.Ppro(txId, secret, Accounts.RedirectSecret)
            : null;
    }

    private static string[] Lines(byte[] input) => Encoding.UTF8.GetString(input).Split('\n', 3);

    private static string? Line(string[] lines, int index) => index < lines.Length ? lines[index] : null;

    [GeneratedRegex(@"\{\{hash\}\}|\w+|\s|[^\w\s]")]
    private static partial Regex Token();
}
