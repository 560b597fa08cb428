namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>The data of <c>doctor</c>.</summary>
internal sealed class DoctorData
{
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<InferredFact> Facts { get; init; }
}
