namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Writes surprising inputs to files, and names the command that runs them again.</summary>
internal static class SurpriseFile
{
    /// <summary>Writes one input.</summary>
    /// <returns>The path of the file.</returns>
    public static string Write(string folder, FuzzTarget target, Surprise surprise, byte[] input)
    {
        Directory.CreateDirectory(folder);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..12];
        var path = Path.Combine(folder, $"{target.Name}-{surprise.Oracle}-{hash}".ToLowerInvariant());
        File.WriteAllBytes(path, input);
        return path;
    }

    /// <summary>Returns the command that runs the input again.</summary>
    public static string CommandFor(FuzzTarget target, Surprise surprise, string path) =>
        $"dotnet run -c Release --project tests/PaymentStatusSdk.Fuzz -- --target {target.Name} --input {path}"
        + (surprise.Repeated is { } part ? $" --repeat {part}" : "");
}
