namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>The faults by kind, for random plans and for <see cref="SimulatedFault.Create"/>.</summary>
internal static class FaultCatalog
{
    private static readonly SimulatedFault[] WithoutParameters =
    [
        SimulatedFault.ResetBeforeAnswer, SimulatedFault.ResetHalfway, SimulatedFault.TruncatedBody, SimulatedFault.EmptyBody,
        SimulatedFault.HtmlPage, SimulatedFault.InvalidUtf8, SimulatedFault.ByteOrderMark, SimulatedFault.LeadingNewline,
        SimulatedFault.WrongId, SimulatedFault.NoId, SimulatedFault.WrongAmount, SimulatedFault.WrongCurrency,
        SimulatedFault.SuccessWithoutState, SimulatedFault.NotFoundWithState, SimulatedFault.ErrorWithState,
        SimulatedFault.PrintedSample, SimulatedFault.UnclosedNode, SimulatedFault.DeclarationTypo, SimulatedFault.NoDeclaration,
        SimulatedFault.BlankValues, SimulatedFault.OmittedEmpties, SimulatedFault.FlatLayout, SimulatedFault.RawAmpersand,
        SimulatedFault.RawLessThan, SimulatedFault.DoubleEscaped, SimulatedFault.CData, SimulatedFault.EntityBomb,
        SimulatedFault.ExternalEntity, SimulatedFault.PrettyLineBreaks, SimulatedFault.BareAmpersand, SimulatedFault.LongRand,
        SimulatedFault.TwoRands, SimulatedFault.BadEscapes, SimulatedFault.NonAsciiMessage, SimulatedFault.LongMessage,
        SimulatedFault.Status(500), SimulatedFault.TooManyRequests(), SimulatedFault.DuplicateField(), SimulatedFault.ConflictingField(),
        SimulatedFault.UnknownState(), SimulatedFault.ForeignResult(), SimulatedFault.WrongCharset("iso-8859-1"),
        SimulatedFault.ErrorDocument(), SimulatedFault.NoCallback, SimulatedFault.CallbackTwice, SimulatedFault.ContradictingCallback,
        SimulatedFault.ForeignMerchant, SimulatedFault.UnrequestedTransactions, SimulatedFault.TransactionError(),
        SimulatedFault.FormPrefix,
        SimulatedFault.EmptyFields, SimulatedFault.NoFields, SimulatedFault.DashFields,
    ];

    /// <summary>Returns the faults of one gateway that need no parameter and that end by themselves.</summary>
    public static SimulatedFault[] SelfContained(SimulatedGateway gateway) =>
        [.. WithoutParameters.Where(f => (f.Gateways & gateway) == gateway)];

    /// <summary>Returns the kinds of the faults that one gateway can have.</summary>
    public static IEnumerable<SimulatedFaultKind> Kinds(SimulatedGateway gateway) => Enum.GetValues<SimulatedFaultKind>()
        .Where(kind => kind != SimulatedFaultKind.Unknown && !WithoutParameters.Any(f => f.Kind == kind && (f.Gateways & gateway) == 0))
        .Where(kind => kind != SimulatedFaultKind.DeepNesting
            || (gateway & (SimulatedGateway.ConvergeGate | SimulatedGateway.DesjardinsCallback)) != 0);

    /// <summary>Creates a fault from its kind and parameters; parameters that the kind does not need are ignored.</summary>
    public static SimulatedFault Create(SimulatedFaultKind kind, string? text, long? number, TimeSpan? time, string? contentType) =>
        kind switch
        {
            SimulatedFaultKind.Delay => SimulatedFault.Delay(time ?? TimeSpan.FromSeconds(5)),
            SimulatedFaultKind.EndlessBody => SimulatedFault.EndlessBody,
            SimulatedFaultKind.HugeBody => SimulatedFault.HugeBody(number ?? 1L << 30),
            SimulatedFaultKind.SlowDrip => SimulatedFault.SlowDrip(time ?? TimeSpan.FromSeconds(1)),
            SimulatedFaultKind.Status => SimulatedFault.Status(checked((int)(number ?? 500))),
            SimulatedFaultKind.TooManyRequests => SimulatedFault.TooManyRequests(time),
            SimulatedFaultKind.Body =>
                SimulatedFault.Body(text ?? "", contentType ?? SimulatedFault.GatewayContentType, checked((int)(number ?? 200))),
            SimulatedFaultKind.WrongCharset => SimulatedFault.WrongCharset(text ?? "iso-8859-1"),
            SimulatedFaultKind.DuplicateField => SimulatedFault.DuplicateField(text),
            SimulatedFaultKind.ConflictingField => SimulatedFault.ConflictingField(text),
            SimulatedFaultKind.UnknownState => text is null ? SimulatedFault.UnknownState() : SimulatedFault.UnknownState(text),
            SimulatedFaultKind.ForeignResult => text is null ? SimulatedFault.ForeignResult() : SimulatedFault.ForeignResult(text),
            SimulatedFaultKind.ErrorDocument => text is null ? SimulatedFault.ErrorDocument() : SimulatedFault.ErrorDocument(text),
            SimulatedFaultKind.TransactionError => text is null ? SimulatedFault.TransactionError() : SimulatedFault.TransactionError(text),
            SimulatedFaultKind.DeepNesting => SimulatedFault.DeepNesting(checked((int)(number ?? 100_000))),
            _ => Array.Find(WithoutParameters, f => f.Kind == kind)
                ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a fault."),
        };
}
