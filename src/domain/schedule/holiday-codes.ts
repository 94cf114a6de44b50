/**
 * The countries, states and regions that date-holidays 3.37 knows, `COUNTRY:STATE STATE(REGION REGION);COUNTRY`.
 *
 * Written out so that a configuration can be checked without loading the holiday data; a test compares it with the
 * library.
 */
const CODES = [
  "AD:03 07;AE;AG:10;AI;AL;AM;AO;AR;AS;AT:1 2 3 4 5 6 7 8 9;AU:ACT NSW NT QLD SA TAS VIC WA;AW;AX;AZ;",
  "BA:BIH(W) BRC SRP;BB;BD;BE:BRU DE VLG WAL;BF;BG;BH;BI;BJ;BL;BM;BN;BO:B C H L N O P S T;BQ:BO SA SE;",
  "BR:AC AL AM AP BA CE DF ES GO(GOIANIA) MA MG(BH) MS MT PA PB PE(RE) PI PR(CU) RJ(RJ) RN RO RR RS SC SE ",
  "SP(SP) TO;BS;BW;BY;BZ;CA:AB BC MB NB NL NS NT NU ON PE QC SK YT;CC;CD;CF;CG;",
  "CH:ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS NE GE JU;CI;",
  "CK:Aitutaki Atiu Mangaia Manihiki Mitiaro Palmerston Penrhyn Pukapuka Rakahanga Rarotonga;",
  "CL:AP BI(CH) NU(CH) TA;CM;CN;CO;CR;CU;CV:S(PR);CW;CX;CY;CZ;",
  "DE:BB BE BW BY(A KATH EVANG) HB HE HH MV NI NW RP SH SL SN(BZ) ST TH(EIC UH WAK);DJ;DK;DM;DO;DZ;EC:P(QU);EE;",
  "EG;EH;ER;ES:AN AR AS CB CE CL CM CN(EH FU GC LG LP LA TE) CT(B) EX GA IB MC MD ML NC PV RI VC;ET;FI;FJ;FO;",
  "FR:57 67 68 YT MQ GP GF RE MF BL;GA;GB:ALD ENG NIR SCT WLS;GD;GE;GF;GG;GH;GI;GL;GM;GN;GP;GQ;GR;",
  "GT:1(101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117);GU;GW;GY;HK;HN;HR:17 19;HT;HU;",
  "IC:EH FU GC LG LP LA TE;ID;IE;IL;IM;",
  "IN:AN AP AR AS BR CH CT DD DL DN GA GJ HP HR JK KA KL LD MH ML MN MP MZ NL OR PB PY RJ SK TG TN TR UP UT WB;",
  "IR;IS;IT:21(TO) 25(MI) 32 52(FI) 62(RM) 82(PA);JE;JM;JP;KE;KM;KN;KR;KY;KZ;LC;LI;LK;LR;LS;LT;LU;LV;LY;MA;MC;",
  "MD:CA CU;ME;MF;MG;MK;ML;MQ;MR;MS;MT;MU;MW;MX;MY:10 11 12 13 14 15 16 01 02 03 04 05 06 07 08 09;MZ;NA;NC;NE;",
  "NF;NG;NI;NL:GR(GRN) NH(ALK) ZH(BRL LDN);NO;",
  "NZ:AUK BOP CAN(Timaru) CIT GIS HKB MBH MWT NSN NTL OTA STL TAS TKI WKO WGN WTC(Buller);PA;PE:CUS;PF;PH;",
  "PK:BA GB IS JK KP PB SD;PL;PM;PR;PT;PY;RE;RO;RS;",
  "RU:AD AL BA BEL BRY BU CE CR CU DA IN IRK KB KC KDA KL KO KR MR NO OMS PNZ SA SAR SEV STA TA TY ZAB;RW;SA;",
  "SC;SD;SE;SG;SH:AC HL TA;SI;SJ;SK;SL;SM;SN;SO:AW SA SO TO WO;SR;SS;ST;SV:SS;SX;SZ;TC;TD;TG;TH;TN;TO;TR;TT;TW;",
  "TZ;UA;UG;",
  "US:AL AK AZ AR CA(LA) CO CT DE DC FL GA HI ID IL IN IA KS KY LA(NO) ME MD MA MI MN MS MO MT NE NV NH NJ NM ",
  "NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY;UY;UZ;VA;VC;VE:B G K(BA) M N S V;VG;VI;VN;VU;WF;XK;",
  "YT;ZA;ZM;ZW",
];

/** All codes in the library's own spelling, countries before their states: `DE`, `DE-BY`, `DE-BY-A`. */
export function holidayCodes(): readonly string[] {
  return CODES.join("").split(";").flatMap(expandCountry);
}

function expandCountry(row: string): readonly string[] {
  const [country = "", states] = row.split(":");
  return states === undefined
    ? [country]
    : [country, ...states.split(/ (?![^(]*\))/).flatMap((state) => expandState(country, state))];
}

function expandState(country: string, text: string): readonly string[] {
  const [state = "", regions] = text.split(/[()]/);
  const code = `${country}-${state}`;
  return regions === undefined ? [code] : [code, ...regions.split(" ").map((region) => `${code}-${region}`)];
}
