namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>A wire fact that <c>PROTOCOL.md</c> of an adapter marks as inferred.</summary>
/// <param name="Client">The client whose gateway was probed.</param>
/// <param name="Section">The heading in <c>PROTOCOL.md</c>.</param>
/// <param name="Text">The fact.</param>
/// <param name="Verdict">The result of the probe.</param>
internal sealed record InferredFact(string Client, string Section, string Text, FactVerdict Verdict);
