namespace PaymentStatusSdk.Tests.Kit;

/// <summary>Options with few settings, and with collections that have no setter.</summary>
public sealed class SectionOptions
{
    public Uri? Address { get; set; }

    public string? Name { get; set; }

    public double Ratio { get; set; }

    public int? IOLimit { get; set; }

    public int Ideal { get; set; }

    public ICollection<int> Codes { get; } = [];

    public IList<int> Hosts { get; } = [];

    public List<int> Ports { get; } = [];

    public ISet<int> Marks { get; } = new HashSet<int>();

    public HashSet<int> Zones { get; } = [];

    public IDictionary<string, int> Limits { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public Dictionary<string, int> Weights { get; } = new(StringComparer.Ordinal);

    // The binder cannot set the following ones.
    public Func<int>? Handler { get; set; }

    public string Fixed { get; } = "";

    public IReadOnlyList<int> Items { get; } = [];
}
