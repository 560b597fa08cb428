using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Kit;

/// <summary>Options of the test adapter, with one property of every type that a section may hold.</summary>
public sealed class KitOptions : GatewayOptions
{
    public string? Secret { get; set; }

    public KitCarrier Carrier { get; set; }

    public decimal Tolerance { get; set; }

    public Guid? Tenant { get; set; }

    public IList<string> Aliases { get; } = [];

    public IDictionary<string, PaymentState> Codes { get; set; } = new Dictionary<string, PaymentState>(StringComparer.Ordinal);

    public IList<int> Ports { get; set; } = [];

    public IDictionary<PaymentState, int> Limits { get; } = new Dictionary<PaymentState, int>();

    public IDictionary<int, KitCarrier> Carriers { get; set; } = new Dictionary<int, KitCarrier>();

    public IDictionary<string, IList<KitCarrier>> Groups { get; set; } = new Dictionary<string, IList<KitCarrier>>(StringComparer.Ordinal);

    public int[] Sizes { get; set; } = [];

    public byte[]? Seed { get; set; }

    public List<string> Hosts { get; set; } = [];
}
