using System.Text.Json;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tests.Json;

public sealed class EnumNamesTests
{
    public static TheoryData<Type> PublicEnums => [.. typeof(PaymentState).Assembly.GetExportedTypes().Where(type => type.IsEnum)];

    [Theory]
    [MemberData(nameof(PublicEnums))]
    public void Public_enum_starts_with_unknown_and_reads_unknown_names_as_unknown(Type type)
    {
        Assert.Equal("Unknown", Enum.GetName(type, 0));
        var unknown = Enum.ToObject(type, 0);
        foreach (var json in new[] { "\"Brandnew\"", "7", "\"1\"", "null", "{\"a\":[1]}", "[1]", "true", "\"\"" })
            Assert.Equal(unknown, JsonSerializer.Deserialize(json, type));

        foreach (var value in Enum.GetValues(type))
        {
            Assert.Equal($"\"{value}\"", JsonSerializer.Serialize(value, type));
            Assert.Equal(value, JsonSerializer.Deserialize($"\"{value}\"", type));
        }
    }

    [Theory]
    [InlineData("\"Captured, Declined\"")]
    [InlineData("\"Captured,Captured\"")]
    [InlineData("\" Captured \"")]
    [InlineData("\"5\"")]
    [InlineData("5")]
    [InlineData("\"+5\"")]
    public void Text_other_than_a_member_name_is_unknown(string json)
    {
        Assert.Equal(PaymentState.Unknown, JsonSerializer.Deserialize<PaymentState>(json));
    }

    [Fact]
    public void Name_is_read_in_any_case()
    {
        Assert.Equal(PaymentState.ChargedBack, JsonSerializer.Deserialize<PaymentState>("\"chargedBACK\""));
    }

    [Fact]
    public void Undefined_value_is_written_as_unknown()
    {
        Assert.Equal("\"Unknown\"", JsonSerializer.Serialize((PaymentState)99));
    }

    [Fact]
    public void Enum_serves_as_a_dictionary_key()
    {
        var counts = new Dictionary<PaymentState, int> { [PaymentState.Captured] = 3 };

        var json = JsonSerializer.Serialize(counts);

        Assert.Equal("""{"Captured":3}""", json);
        Assert.Equal(counts, JsonSerializer.Deserialize<Dictionary<PaymentState, int>>(json));
    }

    [Fact]
    public void Name_of_a_newer_version_makes_only_its_own_belief_unknown()
    {
        var json = JsonSerializer.Serialize(Samples.Belief, PaymentStatusJsonContext.Default.StatusBelief)
            .Replace("Captured", "CapturedByLaser", StringComparison.Ordinal);

        var belief = JsonSerializer.Deserialize(json, PaymentStatusJsonContext.Default.StatusBelief)!;

        Assert.Equal((PaymentState.Unknown, PaymentVerdict.Unknown), (belief.State, belief.Verdict));
        Assert.Equal([PaymentState.Unknown, PaymentState.Pending, PaymentState.Authorized, PaymentState.Declined], belief.Facts);
    }
}
