using System.Text.Json;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.Tracking.Tests;

public class TrackingJsonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Change_survives_a_round_trip()
    {
        var change = new StatusChange
        {
            Id = Guid.CreateVersion7(Noon),
            Sequence = 3,
            Kind = StatusChangeKind.Contested,
            At = Noon,
            PreviousState = PaymentState.Captured,
            Transaction = Full() with { HasMismatch = true },
        };

        var text = JsonSerializer.Serialize(change, TrackingJsonContext.Default.StatusChange);

        Assert.Equal(change, JsonSerializer.Deserialize(text, TrackingJsonContext.Default.StatusChange));
    }

    [Fact]
    public void Derived_members_are_in_the_json_of_applications_and_not_in_stored_documents()
    {
        var row = Full();
        var change = new StatusChange { Id = Guid.Empty, Sequence = 2, Kind = StatusChangeKind.Changed, At = Noon, Transaction = row };
        var shown = JsonSerializer.SerializeToNode(change, TrackingJsonContext.Default.StatusChange)!["transaction"]!;
        var stored = JsonSerializer.SerializeToNode(change, StoredJson.Change)!["transaction"]!;

        Assert.Equal(("Success", "Success", "Captured", "false"), (
            shown["verdict"]!.ToString(), shown["belief"]!["verdict"]!.ToString(), shown["belief"]!["state"]!.ToString(),
            shown["belief"]!["isContested"]!.ToString()));
        Assert.Equal(
            ["clientName", "facts", "gatewayReference", "kind", "latest", "merchantReference", "strongest"],
            stored["belief"]!.AsObject().Select(member => member.Key).Order());
        Assert.False(stored.AsObject().ContainsKey("verdict"));
        Assert.Equal((row.TraceParent, row.TraceParent), (shown["traceParent"]!.ToString(), stored["traceParent"]!.ToString()));
        Assert.Equal(
            row.TraceParent, JsonSerializer.SerializeToNode(change, TrackingJsonContext.Default.StatusChange)!["traceParent"]!.ToString());
        Assert.False(JsonSerializer.SerializeToNode(change, StoredJson.Change)!.AsObject().ContainsKey("traceParent"));
    }

    [Fact]
    public void Stored_documents_have_these_members_and_no_empty_ones()
    {
        var change = new StatusChange { Id = Guid.Empty, Sequence = 2, Kind = StatusChangeKind.Changed, At = Noon, Transaction = Full() };
        var stored = JsonSerializer.SerializeToNode(change, StoredJson.Change)!;
        var row = JsonSerializer.SerializeToNode(Full(), StoredJson.Transaction)!;
        string[] members =
        [
            "attemptStartedAt", "belief", "checkCount", "clientName", "deadlineAt", "earlierAttempts", "gatewayReference", "hasMismatch",
            "id", "lastCheckedAt", "lastFailure", "lastOutcome", "merchantReference", "nextCheckAt", "policy", "progress", "query",
            "sequence", "status", "traceParent", "trackedAt",
        ];

        Assert.Equal(
            ["at", "id", "kind", "previousState", "sequence", "transaction"],
            stored.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(members, row.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(row.ToJsonString(), stored["transaction"]!.ToJsonString());
        Assert.Equal(
            members.Append("finality").Append("verdict").Order(StringComparer.Ordinal),
            JsonSerializer.SerializeToNode(Full(), TrackingJsonContext.Default.TrackedTransaction)!.AsObject()
                .Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Member_that_cannot_be_null_is_not_read_as_null()
    {
        const string Document = """{"clientName":null,"query":{"merchantReference":"ORDER-1"}}""";

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(Document, TrackingJsonContext.Default.TrackedTransaction));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(Document, StoredJson.Transaction));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stored_document_reads_with_and_without_derived_members(bool hasThem)
    {
        var row = Full();
        var document = JsonSerializer.SerializeToNode(
            row, hasThem ? TrackingJsonContext.Default.TrackedTransaction : StoredJson.Transaction)!;
        if (hasThem) (document["verdict"], document["belief"]!["verdict"]) = ("Failure", "Failure");

        var read = JsonSerializer.Deserialize(document.ToJsonString(), StoredJson.Transaction)!;

        Assert.Equal(row, read);
        Assert.Equal(PaymentVerdict.Success, read.Verdict);
    }

    [Theory]
    [InlineData("\"state\":\"Captured\"", "\"state\":\"Declined\"")]
    [InlineData("\"state\":\"Captured\"", "\"STATE\":\"Captured\"")]
    [InlineData("\"clientName\":\"cards\"", "\"clientName\":\"cards\"")]
    [InlineData("\"currency\":\"EUR\"", "\"currency\":\"EUR\"")]
    [InlineData("\"currency\":\"EUR\"", "\"amount\":1.00")]
    public void Stored_document_with_a_member_twice_cannot_be_read(string member, string second)
    {
        var document = JsonSerializer.Serialize(Full(), StoredJson.Transaction);
        Assert.Contains(member, document, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            document.Replace(member, $"{member},{second}", StringComparison.Ordinal), StoredJson.Transaction));
    }

    [Fact]
    public void Text_of_a_change_labels_its_numbers() =>
        Assert.StartsWith(
            "Change 2 (Changed) of transaction 7 cards",
            new StatusChange { Id = Guid.Empty, Sequence = 2, Kind = StatusChangeKind.Changed, Transaction = Full() }.ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void Document_of_an_older_version_reads_with_defaults()
    {
        var read = JsonSerializer.Deserialize(
            """{"clientName":"cards","query":{"merchantReference":"ORDER-1"},"status":"Sleeping","policy":{"schedule":{}}}""",
            TrackingJsonContext.Default.TrackedTransaction)!;

        Assert.Equal(TrackingStatus.Unknown, read.Status);
        Assert.Equal(TrackingSchedule.Default, read.Policy.Schedule);
        Assert.Equal(new ScheduleProgress(), read.Progress);
    }

    internal static TrackedTransaction Full() => new()
    {
        Id = 7,
        ClientName = "cards",
        Query = TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            Kind = TransactionKind.Purchase,
            SubmittedAt = Noon,
            ExpectedAmount = new Money(125.45m, "EUR"),
            ExpectedGatewayReference = "g-1",
        },
        Policy = new TrackingPolicy
        {
            Deadline = Noon.AddDays(3),
            Schedule = TrackingSchedule.Default with
            {
                TrackFor = TimeSpan.FromDays(2),
                Settled = new SettledSchedule(TimeSpan.FromDays(9)),
            },
        },
        Status = TrackingStatus.Active,
        GatewayReference = "g-1",
        MerchantReference = "ORDER-1",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Belief = StatusRules.Advance(null, new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            Finality = Finality.Final,
            GatewayReference = "g-1",
            MerchantReference = "ORDER-1",
            Amount = new Money(125.45m, "EUR"),
            AskedAt = Noon,
            ObservedAt = Noon,
        }),
        AttemptStartedAt = Noon.AddHours(-1),
        EarlierAttempts = [new TrackedAttempt
        {
            StartedAt = Noon.AddHours(-2),
            GatewayReference = "g-0",
            ExpectedAmount = new Money(9m, "EUR"),
            Belief = Checks.TrackedPayment.Believe(PaymentState.Declined, "g-0"),
        }],
        Sequence = 2,
        TrackedAt = Noon,
        DeadlineAt = Noon.AddDays(3),
        NextCheckAt = Noon.AddHours(1),
        LastCheckedAt = Noon,
        CheckCount = 4,
        LastOutcome = LookupOutcome.Answered,
        LastFailure = TransactionStatusErrorKind.Timeout,
        Progress = new ScheduleProgress
        {
            Phase = SchedulePhase.Contested,
            Since = Noon,
            Step = 2,
            Failures = 1,
            Wakes = 3,
            ScheduledAt = Noon.AddHours(2),
            SettledFrom = Noon,
            Reported = [StatusChangeKind.NotFound],
            DeadlineCheckedAt = Noon,
            DeadlineRounds = 2,
        },
    };
}
