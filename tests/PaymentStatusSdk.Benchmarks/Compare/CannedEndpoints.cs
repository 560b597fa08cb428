namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The addresses of the servers with canned answers.</summary>
internal sealed record CannedEndpoints(Uri ConvergeGate, Uri Ppro, Uri Stripe)
{
    public static CannedEndpoints Parse(string[] texts) => new(new Uri(texts[0]), new Uri(texts[1]), new Uri(texts[2]));

    public string[] ToTexts() => [ConvergeGate.OriginalString, Ppro.OriginalString, Stripe.OriginalString];
}
