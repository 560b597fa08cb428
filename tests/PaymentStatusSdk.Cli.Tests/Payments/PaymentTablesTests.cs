using System.Text.Json;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Tests.Payments;

public class PaymentTablesTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 13, 4, 5, TimeSpan.FromHours(2));

    private static readonly StatusObservation Captured = new()
    {
        State = PaymentState.Captured,
        Finality = Finality.Final,
        Funds = FundsState.Received,
        AskedAt = At,
        ObservedAt = At,
    };

    private static readonly TrackedTransaction Payment = new()
    {
        Id = 7001,
        ClientName = "cards",
        Query = TransactionQuery.ByMerchantReference("ORDER-1"),
        Status = TrackingStatus.Completed,
        MerchantReference = "ORDER-1",
        GatewayReference = "gate-1",
        Belief = BeliefOf(Captured, Captured),
        TrackedAt = At,
        DeadlineAt = At.AddDays(1),
        NextCheckAt = At.AddMinutes(1),
        LastCheckedAt = At.AddMinutes(2),
        CompletedAt = At.AddMinutes(3),
        CheckCount = 12,
        LastOutcome = LookupOutcome.Answered,
        LastFailure = TransactionStatusErrorKind.Timeout,
    };

    private static readonly TrackedTransaction New = new()
    {
        Id = 7002,
        ClientName = "ppro",
        Query = TransactionQuery.ByMerchantReference("ORDER-2"),
        Status = TrackingStatus.Active,
        TrackedAt = At,
        DeadlineAt = At.AddDays(1),
        LastOutcome = LookupOutcome.NotFound,
    };

    private static readonly StatusChangeDelivery Delivery = new()
    {
        Change = new StatusChange
        {
            Id = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            Sequence = 3,
            Kind = StatusChangeKind.Overturned,
            At = At,
            PreviousState = PaymentState.Pending,
            Transaction = Payment,
        },
        Status = DeliveryStatus.Parked,
        Tries = 10,
        NextTryAt = At.AddMinutes(1),
        DeliveredAt = At.AddMinutes(2),
        LastError = "System.IOException",
    };

    [Fact]
    public void Data_of_a_payment_has_every_member() => Assert.Equal(
        "{\"payments\":[{\"id\":7001,\"client\":\"cards\",\"merchantReference\":\"ORDER-1\",\"gatewayReference\":\"gate-1\","
        + "\"status\":\"Completed\",\"state\":\"Captured\",\"verdict\":\"Success\",\"finality\":\"Final\",\"funds\":\"Received\","
        + "\"contested\":false,\"mismatch\":false,\"trackedAt\":\"2026-01-02T13:04:05+02:00\","
        + "\"deadlineAt\":\"2026-01-03T13:04:05+02:00\",\"nextCheckAt\":\"2026-01-02T13:05:05+02:00\","
        + "\"lastCheckedAt\":\"2026-01-02T13:06:05+02:00\",\"completedAt\":\"2026-01-02T13:07:05+02:00\",\"checkCount\":12,"
        + "\"lastOutcome\":\"Answered\",\"lastFailure\":\"Timeout\"}],\"next\":5}",
        JsonSerializer.Serialize(new TrackedListData { Payments = [DataOf(Payment)], Next = 5 }, CliJson.Default.TrackedListData));

    [Fact]
    public void Payment_without_an_answer_is_unknown()
    {
        var data = DataOf(New);

        Assert.Equal(
            (PaymentState.Unknown, PaymentVerdict.Unknown, Finality.Unknown, FundsState.Unknown, false),
            (data.State, data.Verdict, data.Finality, data.Funds, data.Contested));
        Assert.Null(data.MerchantReference);
        Assert.Null(data.LastFailure);
    }

    [Fact]
    public void Data_of_a_change_has_every_member() => Assert.Equal(
        "[{\"id\":\"11111111-2222-3333-4444-555555555555\",\"paymentId\":7001,\"sequence\":3,\"kind\":\"Overturned\","
        + "\"at\":\"2026-01-02T13:04:05+02:00\",\"previousState\":\"Pending\",\"state\":\"Captured\",\"verdict\":\"Success\","
        + "\"finality\":\"Final\",\"delivery\":\"Parked\",\"tries\":10,\"nextTryAt\":\"2026-01-02T13:05:05+02:00\","
        + "\"deliveredAt\":\"2026-01-02T13:06:05+02:00\",\"lastError\":\"System.IOException\"}]",
        JsonDocument.Parse(JsonSerializer.Serialize(HistoryOf(Payment, ChangeOf(Delivery)), CliJson.Default.HistoryData))
            .RootElement.GetProperty("changes").GetRawText());

    [Fact]
    public void Change_without_an_answer_is_unknown() => Assert.Equal(
        PaymentState.Unknown, ChangeOf(Delivery with { Change = Delivery.Change with { Transaction = New } }).State);

    [Fact]
    public void List_has_a_row_for_each_payment_and_the_next_page()
    {
        var screen = ListOf(new TrackedListData { Payments = [DataOf(Payment), DataOf(New)], Next = 7002 });

        Assert.Equal(
            [
                "id client merchant reference gateway reference tracking state verdict next check",
                "7001 cards ORDER-1 gate-1 Completed Captured, Final Success 2026-01-02 11:05:05",
                "7002 ppro - - Active Unknown, Unknown Unknown -",
                "More: add --after 7002",
            ],
            screen);
    }

    [Fact]
    public void Table_has_no_frame_around_it()
    {
        var (list, history) = (new StringWriter(), new StringWriter());

        OutputTo(list).Result(
            ExitCode.Success, new TrackedListData { Payments = [DataOf(New)] }, CliJson.Default.TrackedListData,
            console => PaymentTables.Show(console, new TrackedListData { Payments = [DataOf(New)] }));
        OutputTo(history).Result(
            ExitCode.Success, HistoryOf(New, ChangeOf(Delivery)), CliJson.Default.HistoryData,
            console => PaymentTables.Show(console, HistoryOf(New, ChangeOf(Delivery))));

        Assert.DoesNotContain('┌', list.ToString());
        Assert.DoesNotContain('┌', history.ToString());
    }

    [Fact]
    public void Last_page_and_empty_list_name_no_next_page()
    {
        Assert.Equal(2, ListOf(new TrackedListData { Payments = [DataOf(New)] }).Count());
        Assert.Equal(["No payment matches."], ListOf(new TrackedListData { Payments = [], Next = 7 }).Select(line => line));
    }

    [Fact]
    public void State_of_a_contested_or_mismatched_payment_is_not_shown_as_certain()
    {
        var declined = Captured with { State = PaymentState.Declined, AskedAt = At.AddMinutes(1) };
        var contested = Payment with { Belief = BeliefOf(Captured, declined) };
        var mismatch = contested with { HasMismatch = true };

        Assert.Contains(
            " Captured, contested Unknown ", ListOf(new TrackedListData { Payments = [DataOf(contested)] }).ElementAt(1),
            StringComparison.Ordinal);
        Assert.Contains(
            " Completed mismatch Unknown ", ListOf(new TrackedListData { Payments = [DataOf(mismatch)] }).ElementAt(1),
            StringComparison.Ordinal);
        Assert.True(DataOf(mismatch).Mismatch);
        Assert.True(DataOf(contested).Contested);
    }

    [Fact]
    public void History_has_the_payment_its_times_and_its_changes()
    {
        var screen = HistoryScreenOf(HistoryOf(Payment, ChangeOf(Delivery), ChangeOf(Delivery with { LastError = null, Tries = 0 })));

        Assert.Equal(
            [
                "id client merchant reference gateway reference tracking state verdict next check",
                "7001 cards ORDER-1 gate-1 Completed Captured, Final Success 2026-01-02 11:05:05",
                "tracked 2026-01-02 11:04:05, 12 checks, last 2026-01-02 11:06:05 (Timeout), deadline 2026-01-03 11:04:05",
                "at change state verdict delivery tries last error change id",
            ],
            screen.Take(4));
        var rows = string.Join(' ', screen.Skip(4));
        Assert.Contains("3 2026-01-02 11:04:05 Overturned Captured, Final Success Parked 10 ", rows, StringComparison.Ordinal);
        Assert.Contains("3 2026-01-02 11:04:05 Overturned Captured, Final Success Parked 0 - ", rows, StringComparison.Ordinal);
        Assert.Contains("11111111-2222-3333-4444-555555555555", rows, StringComparison.Ordinal);
    }

    [Fact]
    public void History_without_changes_has_no_second_table()
    {
        var screen = HistoryScreenOf(HistoryOf(New)).ToArray();

        Assert.Equal(3, screen.Length);
        Assert.Equal("tracked 2026-01-02 11:04:05, 0 checks, last - (NotFound), deadline 2026-01-03 11:04:05", screen[2]);
    }

    [Fact]
    public void Only_payment_that_is_no_duplicate_is_chosen()
    {
        var duplicate = New with { Status = TrackingStatus.Duplicate };

        Assert.Same(Payment, PaymentFinder.Choose([duplicate, Payment], "ORDER-1"));
        Assert.Same(duplicate, PaymentFinder.Choose([duplicate], "ORDER-1"));
        var none = Assert.Throws<CliException>(() => PaymentFinder.Choose([], "ORDER-1"));
        var several = Assert.Throws<CliException>(() => PaymentFinder.Choose([Payment, New], "ORDER-1"));
        var duplicates = Assert.Throws<CliException>(() => PaymentFinder.Choose([duplicate, duplicate with { Id = 7003 }], "ORDER-1"));
        Assert.Equal(ExitCode.NoSuchRecord, none.Code);
        Assert.Contains("'ORDER-1'", none.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.UsageError, several.Code);
        Assert.EndsWith(": 7001 (cards), 7002 (ppro).", several.Message, StringComparison.Ordinal);
        Assert.Contains("--id", several.Advice, StringComparison.Ordinal);
        Assert.EndsWith(": 7002 (ppro), 7003 (ppro).", duplicates.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void History_has_up_to_a_thousand_changes_of_its_payment() => Assert.Equal(
        new StatusChangeFilter { TransactionId = 7, PageSize = 1000 }, HistoryCommand.FilterOf(7));

    [Fact]
    public async Task Pages_of_changes_are_read_until_the_change_is_found()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        StatusChangePage[] pages = [new([DeliveryOf(first)], first), new([DeliveryOf(second)], second), new([], null)];
        var filters = new List<StatusChangeFilter>();

        var isFound = await OperationCommands.ExistsAsync(ListAsync, second);
        var read = filters.ToArray();
        filters.Clear();
        var isAnother = await OperationCommands.ExistsAsync(ListAsync, Guid.Empty);

        Assert.Equal((true, false), (isFound, isAnother));
        Assert.Equal([null, first], read.Select(filter => filter.After));
        Assert.Equal([null, first, second], filters.Select(filter => filter.After));
        Assert.All(filters, filter => Assert.Equal(1000, filter.PageSize));

        Task<StatusChangePage> ListAsync(StatusChangeFilter filter)
        {
            filters.Add(filter);
            return Task.FromResult(pages[filters.Count - 1]);
        }
    }

    private static StatusChangeDelivery DeliveryOf(Guid id) => Delivery with { Change = Delivery.Change with { Id = id } };

    private static StatusBelief BeliefOf(StatusObservation strongest, StatusObservation latest) =>
        new() { ClientName = "cards", Kind = TransactionKind.Purchase, Strongest = strongest, Latest = latest };

    private static TrackedData DataOf(TrackedTransaction payment) => TrackedData.Of(payment, OutputRedactor.None);

    private static ChangeData ChangeOf(StatusChangeDelivery delivery) => ChangeData.Of(delivery, OutputRedactor.None);

    private static HistoryData HistoryOf(TrackedTransaction payment, params ChangeData[] changes) =>
        new() { Payment = DataOf(payment), Changes = changes };

    private static IEnumerable<string> ListOf(TrackedListData data)
    {
        var screen = new StringWriter();
        OutputTo(screen).Result(
            ExitCode.Success, data, CliJson.Default.TrackedListData, console => PaymentTables.Show(console, data));
        return LinesOf(screen);
    }

    private static IEnumerable<string> HistoryScreenOf(HistoryData data)
    {
        var screen = new StringWriter();
        OutputTo(screen).Result(ExitCode.Success, data, CliJson.Default.HistoryData, console => PaymentTables.Show(console, data));
        return LinesOf(screen);
    }

    private static CliOutput OutputTo(StringWriter screen) =>
        new(new CliHost { Out = screen, Error = TextWriter.Null, Folder = "." }, "list", isJson: false);

    // The lines with text, without the lines and the padding of the tables.
    private static IEnumerable<string> LinesOf(StringWriter screen) => screen.ToString().ReplaceLineEndings("\n").Split('\n')
        .Select(line => string.Join(' ', line.Replace('│', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        .Where(line => line.Any(char.IsLetter));
}
