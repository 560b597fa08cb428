using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>Computes the lower-case hex SHA-1 of the plain concatenation in UTF-8 (PROTOCOL.md of the ConvergeGate adapter).</summary>
internal static class SimulatedConvergeGateChecksum
{
    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is the wire rule of this gateway.")]
    public static string Of(params ReadOnlySpan<string?> parts) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
}
