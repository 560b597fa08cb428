namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>A file of wire bytes beside the tests; <c>Wire/ORIGIN.md</c> lists their origins.</summary>
internal static class WireFile
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Wire", name));
}
