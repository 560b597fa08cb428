using System.Text.Json;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>
/// Describes a test without a mutant. The first process writes the profiles of all tests, and the others read them.
/// </summary>
/// <param name="Name">The name of the test.</param>
/// <param name="Passes">Whether it passes without a mutant. A test that needs the test runner does not.</param>
/// <param name="Milliseconds">Its duration.</param>
/// <param name="Used">The numbers of the members that it uses.</param>
internal sealed record TestProfile(string Name, bool Passes, double Milliseconds, int[] Used)
{
    public static IReadOnlyList<TestProfile> Load(string file) =>
        JsonSerializer.Deserialize<IReadOnlyList<TestProfile>>(File.ReadAllBytes(file))!;

    public static void Save(string file, IEnumerable<TestProfile> profiles) =>
        File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(profiles));
}
