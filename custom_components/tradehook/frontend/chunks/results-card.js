import{c as e,g as t,m as n,n as r,p as i,r as a,t as o,v as s,x as c}from"./styles.js";import{i as l,n as u,t as d}from"./live-host.js";import{i as f}from"./localize.js";import"./profit-bars.js";import{i as p,n as m}from"./spans.js";var h=new Set([`year`,`all`]),g=class extends d{constructor(){super([`accounts`]),this.error=``,this.wanted=``,this.loads=0,this.called=(e,t)=>{let{format:n}=this.context,r=h.has(this.span)?{month:t?`long`:`short`,year:`numeric`}:t?{dateStyle:`full`}:{day:`numeric`,month:`short`};return n.days(r)(m(String(e.start)))},this.follow=e=>{e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(`/results`))}}get span(){return this.config.period??`days_30`}willUpdate(){if(this.live.status!==`ready`)return;let e=this.live.accounts??[],t=JSON.stringify([this.config,this.live.generation,this.context.format.today(),e.map(({account:e,loaded:t,realized_profit:n,invested:r})=>[e,t,n,r])]);t!==this.wanted&&(this.wanted=t,this.load())}async load(){let e=++this.loads,{account:t}=this.config,{api:n,format:r}=this.context,{first:i,last:a}=p(this.span,r.today());try{let r=await n.results({period:h.has(this.span)?`month`:`day`,...t?{account:t}:{},...i?{first_day:i}:{},...a?{last_day:a}:{}});e===this.loads&&([this.results,this.error]=[r,``])}catch(t){e===this.loads&&(this.error=l(t))}}render(){let{t:e,config:n}=this,r=n.title??e(`tab.results`);return s`<ha-card>
      <div class="head">
        ${r?s`<h2>${r}</h2>`:t}
        <span class="soft">${e(`filter.${this.span}`)}</span>
      </div>
      ${this.renderStale()} ${this.renderStatus()??this.results.map(e=>this.renderResults(e))}
    </ha-card>`}renderStatus(){let{t:e,live:t,config:n}=this,r=e=>s`<p class="note soft" role="status">${e}</p>`;return t.status!==`ready`&&!t.stale?r(e(`status.${t.status}`)):n.account&&t.accounts?.length&&!t.accounts.some(({account:e})=>e===n.account)?r(e(`equity.unknown`)):this.error?s`<p class="note error" role="alert">${this.error}</p>`:this.results?this.results.length?void 0:r(e(`trade_card.none`)):r(e(`common.loading`))}renderResults(t){let{t:n,context:r}=this,{format:i}=r;return s`<section data-results=${`${t.account_type}-${t.currency}`}>
      <div class="now">
        <a href=${`${u}/results`} @click=${this.follow} class="number worth ${e(t.profit)}">${(e=>i.money(e,t.currency,!0))(t.profit)}</a>
        <span class="chip">${f(n,`account_type`,t.account_type)}</span>
      </div>
      <tradehook-profit-bars
        .ctx=${r}
        .bars=${t.periods}
        .currency=${t.currency}
        .called=${this.called}
        .label=${n(`results.bars`,{count:t.periods.length})}
      ></tradehook-profit-bars>
      <dl>
        ${this.fact(`trades`,i.number(t.trades))}
        ${this.fact(`win_rate`,t.win_rate===null?`–`:`${i.number(t.win_rate,2)} %`)}
        ${this.fact(`profit_factor`,i.number(t.profit_factor,2))}
        ${this.fact(`max_drawdown`,t.max_drawdown===null?`–`:i.money(t.max_drawdown,t.currency))}
      </dl>
    </section>`}fact(e,t){return s`<div>
      <dt class="soft">${this.t(`results.${e}`)}</dt>
      <dd class="number" data-fact=${e}>${t}</dd>
    </div>`}static{this.styles=[o,c`
      :host {
        display: block;
      }
      .head {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        justify-content: space-between;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      .note {
        margin: 0;
        padding: 8px 16px 16px;
      }
      section {
        padding: 8px 16px 16px;
      }
      section + section {
        border-top: 1px solid var(--th-line);
      }
      .now {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 8px;
      }
      .worth {
        font-size: 24px;
        text-decoration: none;
      }
      a.worth:hover {
        text-decoration: underline;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
        margin: 8px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
    `]}};a([n({attribute:!1})],g.prototype,`config`,void 0),a([i()],g.prototype,`results`,void 0),a([i()],g.prototype,`error`,void 0),g=a([r(`tradehook-results-card-view`)],g);export{g as ResultsCard};