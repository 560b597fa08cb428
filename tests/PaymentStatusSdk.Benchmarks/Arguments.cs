using System.Globalization;

namespace PaymentStatusSdk.Benchmarks;

/// <summary>Reads options of the forms <c>--name value</c> and <c>--name</c>.</summary>
internal sealed class Arguments(string[] args)
{
    public string? Text(string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    public bool Has(string name) => args.Contains(name);

    public int Number(string name, int fallback) =>
        Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public int[] Numbers(string name, params int[] fallback) =>
        Text(name) is { } text ? [.. text.Split(',').Select(one => int.Parse(one, CultureInfo.InvariantCulture))] : fallback;

    public string[] List(string name, params string[] fallback) => Text(name)?.Split(',') ?? fallback;
}
