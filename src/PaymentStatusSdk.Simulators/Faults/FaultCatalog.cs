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
        SimulatedConvergeGateFault.PrintedSample, SimulatedConvergeGateFault.UnclosedNode, SimulatedConvergeGateFault.DeclarationTypo,
        SimulatedConvergeGateFault.NoDeclaration,
        SimulatedConvergeGateFault.BlankValues, SimulatedConvergeGateFault.OmittedEmpties, SimulatedConvergeGateFault.FlatLayout,
        SimulatedConvergeGateFault.RawAmpersand,
        SimulatedConvergeGateFault.RawLessThan, SimulatedConvergeGateFault.DoubleEscaped, SimulatedConvergeGateFault.CData,
        SimulatedConvergeGateFault.EntityBomb,
        SimulatedConvergeGateFault.ExternalEntity, SimulatedPproFault.PrettyLineBreaks, SimulatedPproFault.BareAmpersand,
        SimulatedPproFault.LongRand,
        SimulatedPproFault.TwoRands, SimulatedPproFault.BadEscapes, SimulatedPproFault.NonAsciiMessage, SimulatedPproFault.LongMessage,
        SimulatedFault.Status(500), SimulatedFault.TooManyRequests(), SimulatedFault.DuplicateField(), SimulatedFault.ConflictingField(),
        SimulatedFault.UnknownState(), SimulatedFault.ForeignResult(), SimulatedFault.WrongCharset("iso-8859-1"),
        SimulatedDipsFault.ErrorDocument(), SimulatedDipsFault.NoCallback, SimulatedDipsFault.CallbackTwice,
        SimulatedDipsFault.ContradictingCallback,
        SimulatedDipsFault.ForeignMerchant, SimulatedDipsFault.UnrequestedTransactions, SimulatedDipsFault.TransactionError(),
        SimulatedDipsFault.FormPrefix,
        SimulatedDipsFault.EmptyFields, SimulatedDipsFault.NoFields, SimulatedDipsFault.DashFields,
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
            SimulatedFaultKind.ErrorDocument => text is null ? SimulatedDipsFault.ErrorDocument() : SimulatedDipsFault.ErrorDocument(text),
            SimulatedFaultKind.TransactionError =>
                text is null ? SimulatedDipsFault.TransactionError() : SimulatedDipsFault.TransactionError(text),
            SimulatedFaultKind.DeepNesting => SimulatedConvergeGateFault.DeepNesting(checked((int)(number ?? 100_000))),
            _ => Array.Find(WithoutParameters, f => f.Kind == kind)
                ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a fault."),
        };
}
