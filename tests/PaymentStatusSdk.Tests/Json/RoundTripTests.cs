using System.Text.Json;
using System.Text.Json.Nodes;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tests.Json;

public sealed class RoundTripTests
{
    private static readonly JsonSerializerOptions Reflected = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> AllOptions => ["generated", "reflected", "reflected with default names"];

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Result_round_trips_without_its_sensitive_fields(string options)
    {
        var expected = Samples.Result with { Answer = Samples.Result.Answer with { SensitiveFields = GatewayFields.Empty } };

        var json = JsonSerializer.Serialize(Samples.Result, OptionsOf(options));

        Assert.Equal(expected, JsonSerializer.Deserialize<TransactionStatusResult>(json, OptionsOf(options)));
        Assert.DoesNotContain(Samples.Secret, json, StringComparison.Ordinal);
        Assert.DoesNotContain("sensitive", json, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Query_round_trips(string options)
    {
        var json = JsonSerializer.Serialize(Samples.Query, OptionsOf(options));
        var byMerchant = TransactionQuery.ByMerchantReference("ORDER-1");

        Assert.Equal(Samples.Query, JsonSerializer.Deserialize<TransactionQuery>(json, OptionsOf(options)));
        Assert.Equal(
            byMerchant,
            JsonSerializer.Deserialize<TransactionQuery>(JsonSerializer.Serialize(byMerchant, OptionsOf(options)), OptionsOf(options)));
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Belief_round_trips(string options)
    {
        var json = JsonSerializer.Serialize(Samples.Belief, OptionsOf(options));
        var read = JsonSerializer.Deserialize<StatusBelief>(json, OptionsOf(options));

        Assert.Equal(Samples.Belief, read);
        Assert.Equal((true, PaymentState.Captured, PaymentVerdict.Unknown), (read!.IsContested, read.State, read.Verdict));
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Derived_members_are_written_and_ignored_when_reading(string options)
    {
        var contested = Samples.Belief;
        var sound = contested with { Latest = contested.Strongest };
        var result = Samples.Result with
        {
            State = PaymentState.Captured,
            Kind = TransactionKind.Purchase,
            Outcome = LookupOutcome.Answered,
        };

        Assert.Equal(["False", "Captured", sound.Finality.ToString(), sound.Verdict.ToString()], Derived(sound, options));
        Assert.Equal(["True", "Captured", "Unknown", "Unknown"], Derived(contested, options));
        Assert.Equal("Success", Member(Write(result, options), "verdict"));

        var forged = Write(result with { State = PaymentState.Declined }, options);
        Set(forged, "verdict", "Success");
        var forgedBelief = Write(contested, options);
        foreach (var (name, value) in new[]
        {
            ("verdict", "Success"), ("state", "Refunded"), ("finality", "Final"), ("isContested", "not even a boolean"),
        })
            Set(forgedBelief, name, value);

        Assert.Equal(PaymentVerdict.Failure, forged.Deserialize<TransactionStatusResult>(OptionsOf(options))!.Verdict);
        Assert.Equal(contested, forgedBelief.Deserialize<StatusBelief>(OptionsOf(options)));
    }

    [Fact]
    public void Lists_round_trip()
    {
        IReadOnlyList<StatusBelief> beliefs = [Samples.Belief, Samples.Belief with { MerchantReference = null }];
        var context = PaymentStatusJsonContext.Default;

        var json = JsonSerializer.Serialize(beliefs, context.IReadOnlyListStatusBelief);

        Assert.Equal(beliefs, JsonSerializer.Deserialize(json, context.IReadOnlyListStatusBelief));
        Assert.Empty(JsonSerializer.Deserialize("[]", context.IReadOnlyListTransactionStatusResult)!);
    }

    [Fact]
    public void Samples_set_every_member()
    {
        AssertNoDefaults(Samples.Result, nameof(TransactionStatusResult.Verdict));
        AssertNoDefaults(Samples.Result.Answer);
        AssertNoDefaults(Samples.Query, nameof(TransactionQuery.MerchantReference));
        AssertNoDefaults(Samples.Belief, nameof(StatusBelief.Finality), nameof(StatusBelief.Funds), nameof(StatusBelief.Verdict));
        AssertNoDefaults(Samples.Belief.Strongest);
    }

    [Fact]
    public void Members_and_enum_names_are_written_in_camel_case()
    {
        var json = JsonSerializer.SerializeToNode(Samples.Belief, PaymentStatusJsonContext.Default.StatusBelief)!;

        Assert.Equal(
            [
                "clientName", "kind", "gatewayReference", "merchantReference", "facts", "strongest", "latest", "finalFailureAt",
                "isOverturned", "isContested", "state", "finality", "funds", "verdict",
            ], json.AsObject().Select(member => member.Key));
        Assert.Equal("""["Pending","Authorized","Captured","Declined"]""", json["facts"]!.ToJsonString());
        Assert.Equal("""{"amount":1234.50,"currency":"EUR"}""", json["strongest"]!["amount"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Times_keep_their_offset(string options)
    {
        var json = JsonSerializer.Serialize(Samples.Query, OptionsOf(options));

        Assert.Equal(
            TimeSpan.FromHours(-5), JsonSerializer.Deserialize<TransactionQuery>(json, OptionsOf(options))!.SubmittedAt!.Value.Offset);
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Missing_members_get_their_defaults(string options)
    {
        var name = OptionsOf(options).PropertyNamingPolicy?.ConvertName("ClientName") ?? "ClientName";
        var result = JsonSerializer.Deserialize<TransactionStatusResult>($$"""{"{{name}}":"cards"}""", OptionsOf(options));
        var answer = JsonSerializer.Deserialize<GatewayAnswer>("{}", OptionsOf(options));
        var belief = JsonSerializer.Deserialize<StatusBelief>(
            """{"ClientName":"cards","Strongest":{"AskedAt":"2026-01-02T03:04:05Z"},"Latest":{"AskedAt":"2026-01-02T03:04:05Z"}}""",
            OptionsOf(options));

        Assert.Equal(new TransactionStatusResult { ClientName = "cards" }, result);
        Assert.Equal(GatewayAnswer.Empty, answer);
        Assert.Same(GatewayFields.Empty, answer!.SensitiveFields);
        Assert.Empty(belief!.Facts);
        Assert.Equal(PaymentVerdict.Unknown, belief.Verdict);
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Members_of_a_newer_version_are_skipped(string options)
    {
        var json = JsonSerializer.SerializeToNode(Samples.Result, OptionsOf(options))!.AsObject();
        json["fraudScore"] = new JsonObject { ["value"] = 7, ["parts"] = new JsonArray(1, 2) };

        var read = json.Deserialize<TransactionStatusResult>(OptionsOf(options))!;

        Assert.Equal((Samples.Result.State, Samples.Result.Amount), (read.State, read.Amount));
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Missing_client_name_or_observation_time_is_rejected(string options)
    {
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<TransactionStatusResult>("""{"state":"Captured"}""", OptionsOf(options)));
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<StatusBelief>("""{"clientName":"cards","ClientName":"cards"}""", OptionsOf(options)));
    }

    [Theory]
    [InlineData("clientName")]
    [InlineData("answer")]
    [InlineData("anomalies")]
    public void Null_for_a_required_member_is_rejected(string member)
    {
        var json = JsonSerializer.SerializeToNode(Samples.Result, PaymentStatusJsonContext.Default.TransactionStatusResult)!;
        json[member] = null;

        Assert.Throws<JsonException>(() => json.Deserialize(PaymentStatusJsonContext.Default.TransactionStatusResult));
    }

    private static JsonSerializerOptions OptionsOf(string name) => name switch
    {
        "generated" => PaymentStatusJsonContext.Default.Options,
        "reflected" => Reflected,
        _ => JsonSerializerOptions.Default,
    };

    private static string[] Derived(StatusBelief belief, string options)
    {
        var json = Write(belief, options);
        return [.. new[] { "isContested", "state", "finality", "verdict" }.Select(name => Member(json, name))];
    }

    private static JsonObject Write<T>(T value, string options) => JsonSerializer.SerializeToNode(value, OptionsOf(options))!.AsObject();

    private static string KeyOf(JsonObject json, string name) =>
        json.Select(member => member.Key).Single(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Member(JsonObject json, string name) =>
        json[KeyOf(json, name)]!.ToString() is var text && text is "true" or "false"
            ? bool.Parse(text).ToString()
            : text;

    private static void Set(JsonObject json, string name, string value) => json[KeyOf(json, name)] = value;

    private static void AssertNoDefaults(object sample, params string[] except)
    {
        var unset = sample.GetType().GetProperties()
            .Where(property => property.GetMethod!.IsStatic == false && !except.Contains(property.Name))
            .Where(property => IsDefault(property.GetValue(sample)))
            .Select(property => property.Name);
        Assert.Empty(unset);
    }

    private static bool IsDefault(object? value) => value switch
    {
        null => true,
        System.Collections.IEnumerable items => !items.Cast<object>().Any(),
        ValueType plain => plain.Equals(Activator.CreateInstance(plain.GetType())),
        _ => false,
    };
}
