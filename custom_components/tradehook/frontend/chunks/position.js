import{c as e,f as t,g as n,h as r,m as i,n as a,o,p as s,r as c,t as l,v as u,x as d}from"./styles.js";import{c as f,d as p,f as m,i as h,l as g,o as _,t as v,u as y}from"./actions.js";import{i as b}from"./live-host.js";import{i as x}from"./localize.js";import{t as S}from"./working.js";import{c as C,i as w,n as T,o as E,r as ee,s as te,t as ne}from"./candles.js";import{i as D,n as O,r as k,t as A}from"./chart.js";import{f as j,i as M,n as N,o as P,s as F,u as I}from"./position-row.js";import{t as L}from"./sentence.js";import{n as R,r as z,t as B}from"./worth.js";var V=class extends r{constructor(...e){super(...e),this.note=``,this.tags=``,this.busy=!1,this.error=``,this.stored=``,this.save=async()=>{let{api:e,say:t,t:n}=this.ctx;await S(this,async()=>{let r=this.tags.split(`,`).map(e=>e.trim()).filter(Boolean),i=await e.setNote(this.position,this.note,r);this.position={...this.position,...i},t(n(`note.saved`))})}}willUpdate(e){let{position:t}=this,n=`${t.position_id}\n${t.tags.join(`, `)}\n${t.note}`;n!==this.stored&&(this.stored=n,this.note=t.note,this.tags=t.tags.join(`, `))}render(){let{t:e,admin:t}=this.ctx,{position:r}=this;if(!t)return r.note||r.tags.length?u`<section class="card">
            <h3>${e(`note.title`)}</h3>
            <p>${r.tags.map(e=>u`<span class="chip">${e}</span> `)}</p>
            <p class="text">${r.note}</p>
          </section>`:n;let i=this.note!==r.note||this.tags!==r.tags.join(`, `);return u`<section class="card" data-note>
      <h3>${e(`note.title`)}</h3>
      <label class="labelled">
        <span>${e(`note.note`)}</span>
        <textarea class="field" rows="2" maxlength="2000" .value=${this.note} @input=${e=>this.note=H(e)}></textarea>
      </label>
      <label class="labelled">
        <span>${e(`note.tags`)}</span>
        <input class="field" .value=${this.tags} @input=${e=>this.tags=H(e)} />
      </label>
      ${this.error?u`<p class="error" role="alert">${this.error}</p>`:n}
      <button class="button outlined" ?disabled=${this.busy||!i} @click=${this.save}>
        ${e(this.busy?`common.working`:`note.save`)}
      </button>
    </section>`}static{this.styles=[l,d`
      section {
        display: grid;
        gap: 12px;
        padding: 16px;
      }
      .button {
        justify-self: start;
      }
      .text {
        white-space: pre-wrap;
      }
      p {
        margin: 0;
      }
    `]}};c([i({attribute:!1})],V.prototype,`ctx`,void 0),c([i({attribute:!1})],V.prototype,`position`,void 0),c([s()],V.prototype,`note`,void 0),c([s()],V.prototype,`tags`,void 0),c([s()],V.prototype,`busy`,void 0),c([s()],V.prototype,`error`,void 0),V=c([a(`tradehook-position-note`)],V);function H(e){return e.target.value}var re=d`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    overflow: hidden;
    padding: 16px;
  }
  section.full {
    --chart-height: 100%;
    border: 0;
    border-radius: 0;
    color: var(--primary-text-color);
    display: flex;
    flex-direction: column;
    height: 100dvh;
    inset: 0;
    margin: 0;
    max-height: none;
    max-width: none;
    position: fixed;
    width: 100vw;
    z-index: 10;
  }
  .full tradehook-chart {
    flex: 1;
    min-height: 0;
  }
  .bar {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    margin-bottom: 8px;
  }
  .tools {
    display: flex;
    gap: 4px;
    margin-inline-start: auto;
  }
  .tool {
    background: none;
    border: 1px solid var(--th-line);
    border-radius: 18px;
    color: var(--th-link);
    cursor: pointer;
    font-size: 13px;
    min-height: 32px;
    padding: 2px 12px;
  }
  .segments {
    display: flex;
  }
  .segments button {
    border-inline-start-width: 0;
    font-size: 13px;
    min-height: 32px;
    padding: 2px 10px;
    white-space: nowrap;
  }
  .segments button:first-child {
    border-inline-start-width: 1px;
  }
  .draft {
    align-items: center;
    border-top: 1px solid var(--th-line);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin-top: 8px;
    padding-top: 8px;
    scroll-margin-bottom: 96px; /* above the bar of actions */
  }
  .draft p {
    align-items: baseline;
    display: flex;
    flex: 1 1 240px;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin: 0;
  }
  .draft .number {
    white-space: normal;
  }
  .small {
    font-size: 12px;
  }
  .buttons {
    display: flex;
    gap: 4px;
    margin-inline-start: auto;
  }
  .note {
    margin: 0;
    padding: 8px 0 0;
  }
  @media (max-width: 700px) {
    section {
      padding: 12px;
    }
    .bar h3 {
      flex: 1;
    }
    .segments {
      order: 1;
      width: 100%;
    }
    .segments button {
      flex: 1;
      min-height: 36px;
      padding: 2px 0;
    }
    .tool {
      min-height: 36px;
    }
  }
`,U=[],W=new Map,G=150,K=.98,q=4,J=class extends r{constructor(...e){super(...e),this.fills=[],this.volumes=W,this.older=U,this.more=!1,this.failed=``,this.full=!1,this.refused=``,this.busy=!1,this.askingOlder=!1,this.oldest=!1,this.asked=0,this.fetchOlder=async({detail:e})=>{if(this.askingOlder||this.oldest||this.more)return;let{following:t}=this,{account:n,symbol:r}=this.position;this.askingOlder=!0;try{let i=await this.ctx.api.olderCandles(n,r,this.interval??60,e);if(this.following!==t)return;this.failed=i.failed??``,this.oldest=!i.candles.length,this.older=[...i.candles.filter(([t])=>t<e),...this.older],this.volumes=new Map([...i.volumes.map(([e,t])=>[e,Number(t)]),...this.volumes])}catch(e){if(this.following!==t)return;this.failed=b(e),this.oldest=!0}finally{this.following===t&&(this.askingOlder=!1)}},this.again=()=>{this.unfollow(),this.follow()},this.switchFit=()=>{this.fit=this.fitting===`levels`?`price`:`levels`},this.switchFull=async()=>{this.full=!this.full,await this.updateComplete,this.full&&this.renderRoot.querySelector(`[data-chart]`)?.showPopover?.()},this.onKey=e=>{e.key===`Escape`&&this.full&&!e.defaultPrevented&&(e.preventDefault(),this.switchFull())},this.addStop=()=>{let{t:e}=this.ctx,{side:t,mark_price:n,entry_price:r,price_tick:i}=this.position,a=Number(n??r);if(!a)return;let o=D(a*(t===`long`?K:1.02),i);this.move({level:{kind:`stop`,name:e(`level.stop`),price:``,key:{is:`stop`}},price:o})},this.confirm=async()=>{let{draft:e,plan:t,position:n}=this;if(e&&t&&!this.busy&&!this.refused){this.busy=!0;try{let r=[];e.level.key?.is===`close`?await this.ctx.api.close(n,{order_type:`limit`,price:e.price}):{warnings:r}=await this.ctx.api.modify(n,A(e,t,n)),this.ctx.tell(this.ctx.t(`exits.done`),r),this.busy=!1,this.forget()}catch(e){this.refused=b(e)}finally{this.busy=!1}}},this.forget=()=>{clearTimeout(this.timer),this.timer=void 0,this.asked++,this.draft=this.risk=void 0,this.refused=``},this.showDraft=async()=>{await this.updateComplete,this.renderRoot.querySelector(`[data-draft]`)?.scrollIntoView({block:`nearest`})},this.toConfirm=()=>{this.renderRoot.querySelector(`.confirm`)?.focus()}}connectedCallback(){super.connectedCallback(),window.addEventListener(`keydown`,this.onKey),this.hasUpdated&&this.follow()}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`keydown`,this.onKey),this.unfollow(),this.forget()}willUpdate(e){let t=e.get(`position`);e.has(`position`)&&t?.position_id!==this.position.position_id&&(this.interval=T(this.position),this.fit=void 0,this.forget()),this.draft&&!this.busy&&!this.lines.some(e=>this.isSame(e))&&this.forget(),this.follow()}async follow(){let{account:e,symbol:t,opened_at:n,closed_at:r}=this.position,i=`${e} ${t} ${this.interval} ${n} ${r}`;if(this.following!==i&&this.isConnected){this.unfollow(),this.following=i;try{let a=await this.ctx.api.market(e,t,this.interval??60,e=>{this.following===i&&(this.candles=w(this.candles??U,e),this.volumes=te(this.volumes,e),e.candles&&(this.more=e.more??!1,this.failed=e.failed??``))},E(n,r));this.following===i?this.end=a:a()}catch(e){this.following===i&&(this.failed=b(e))}}}unfollow(){this.end?.(),this.end=this.following=this.candles=void 0,this.volumes=W,this.older=U,this.oldest=this.askingOlder=!1,this.failed=``}get known(){return C(this.older,this.candles??U)}get lines(){let e=g(this.ctx.t,this.position),{draft:t}=this;return t?.level.key?.is===`stop`&&!e.some(e=>e.key?.is===`stop`)&&e.push(t.level),e}isSame(e){return JSON.stringify(e.key)===JSON.stringify(this.draft?.level.key)}get movable(){let{status:e}=this.position;return this.ctx.admin&&this.plan!==void 0&&!v.has(e)}get fitting(){if(this.fit)return this.fit;let e=(this.candles??U).slice(-120).flatMap(([,,e,t])=>[Number(e),Number(t)]);if(!e.length)return`levels`;let t=Math.max(...e)-Math.min(...e),n=[...e,...this.lines.filter(e=>!e.filled).map(e=>Number(e.price))];return Math.max(...n)-Math.min(...n)>q*t&&this.candles.length>20?`price`:`levels`}render(){let{t:e,format:t}=this.ctx,{position:r}=this,i=r.closed_at!==null,a=ee(this.candles,i,this.more),s=`${o(r.symbol)} ${e(`side.${r.side}`)}`,c=this.fitting;return u`<section
      class="card ${this.full?`full`:``}"
      data-chart
      popover=${this.full?`manual`:n}
      @level-moved=${e=>this.move(e.detail)}
      @drag-cancelled=${this.forget}
      @drag-confirms=${this.toConfirm}
      @drag-ends=${this.showDraft}
    >
      <div class="bar">
        <h3>${this.full?s:e(`position.chart`)}</h3>
        <div class="segments" role="group" aria-label=${e(`position.interval`)}>
          ${ne.map(t=>u`<button
              type="button"
              aria-pressed=${String(t===this.interval)}
              @click=${()=>this.interval=t}
            >
              ${e(`position.interval_${t}`)}
            </button>`)}
        </div>
        <span class="tools">
          ${this.movable&&r.no_stop&&!this.draft?u`<button type="button" class="tool" @click=${this.addStop}>${e(`chart.add_stop`)}</button>`:n}
          <button
            type="button"
            class="tool"
            title=${e(`chart.fit_${c===`levels`?`price`:`levels`}_means`)}
            @click=${this.switchFit}
          >
            ${e(`chart.fit_${c===`levels`?`price`:`levels`}`)}
          </button>
          <button type="button" class="tool" aria-pressed=${String(this.full)} @click=${this.switchFull}>
            ${e(this.full?`chart.leave_full`:`chart.full`)}
          </button>
        </span>
      </div>
      <tradehook-chart
        .t=${e}
        .candles=${this.known}
        .volumes=${this.volumes}
        @older-wanted=${this.fetchOlder}
        .levels=${this.lines}
        .draft=${this.draft}
        .movable=${this.movable}
        .fit=${c}
        .anchor=${r.entry_price??r.mark_price}
        .marks=${y(e,this.fills)}
        .interval=${this.interval??60}
        .tick=${r.price_tick}
        .format=${t}
        .label=${e(`position.chart_of`,{name:s})}
        .empty=${a&&!(this.failed&&a!==`loading`)?e(a===`loading`?`common.loading`:`position.chart_${a}`):``}
      ></tradehook-chart>
      ${this.draft?this.renderDraft(this.draft):n} ${this.renderFailed()} ${this.renderEarlier()}
    </section>`}renderDraft({level:e,price:t}){let{t:r,format:i}=this.ctx,{position:a,risk:o}=this,s=this.refused,c=e=>e===void 0?`…`:e===null?r(`plan.unbounded`):Number(e)<0?r(`chart.sure`,{profit:i.money(e.replace(`-`,``),a.quote,!0)}):`−${i.money(e,a.quote)}`,l=e.price===``,d=i.price(t,a.price_tick);return u`<div class="draft" role="group" aria-label=${r(`chart.draft`)} data-draft>
      <p aria-live="polite">
        <b>${e.name}</b>
        <span class="number">${l?``:`${i.price(e.price,a.price_tick)} → `}${d} ${a.quote}</span>
        ${s?u`<span class="error" role="alert">${s}</span>`:u`<span>
              ${r(`chart.worst_loss`)}
              <span class="number">${c(o?.now)} → <b class=${Number(o?.after)>0?`loss`:`profit`} data-worst>${c(o?.after)}</b></span>
            </span>`}
        <span class="soft small">
          ${O({level:e,price:t},a)?r(`chart.frees`):n}
          ${r(`purse.${a.account_type}`)} · ${a.account_name}
        </span>
      </p>
      <span class="buttons">
        <button type="button" class="button plain" ?disabled=${this.busy} @click=${this.forget}>${r(`common.cancel`)}</button>
        <button
          type="button"
          class="button confirm"
          ?disabled=${this.busy||!!s||!o}
          @click=${this.confirm}
        >
          ${r(`chart.confirm`,{name:e.name})}
        </button>
      </span>
    </div>`}renderFailed(){let{t:e}=this.ctx;return this.failed?u`<p class="note" role="status" data-failed>
      ${e(`position.chart_failed`,{reason:this.failed})}
      <button type="button" class="button plain" @click=${this.again}>${e(`chart.again`)}</button>
    </p>`:n}renderEarlier(){let{t:e,format:t}=this.ctx,r=this.known[0]?.[0];if(r===void 0)return n;let i=new Date(r*1e3).toISOString();return this.fills.some(e=>Date.parse(e.time)<r*1e3)?u`<p class="note soft" data-earlier>${e(`position.chart_earlier`,{time:t.time(i)})}</p>`:n}move({level:e,price:t}){if(this.busy)return;let n=this.draft&&this.isSame(e);if(this.draft={level:n?this.draft.level:e,price:t},n||(this.risk=void 0),this.refused=``,k(this.draft,this.position)){let t=this.ctx.format.price(this.position.mark_price,this.position.price_tick);this.refused=this.ctx.t(`chart.over_market`,{name:e.name,price:t}),this.asked++,clearTimeout(this.timer),this.timer=void 0}else this.timer??=setTimeout(()=>{this.timer=void 0,this.judge()},G)}async judge(){let{draft:e,plan:t,position:n}=this;if(!e||!t)return;let r=++this.asked,i=e.level.key?.is===`close`;try{let a=await this.ctx.api.checkChanges(n,i?{}:A(e,t,n));r===this.asked&&(this.risk=a)}catch(e){if(r!==this.asked)return;this.refused=b(e)}}get chart(){return this.renderRoot.querySelector(`tradehook-chart`)}static{this.styles=[l,re]}};c([i({attribute:!1})],J.prototype,`ctx`,void 0),c([i({attribute:!1})],J.prototype,`position`,void 0),c([i({attribute:!1})],J.prototype,`fills`,void 0),c([i({attribute:!1})],J.prototype,`plan`,void 0),c([s()],J.prototype,`candles`,void 0),c([s()],J.prototype,`volumes`,void 0),c([s()],J.prototype,`older`,void 0),c([s()],J.prototype,`more`,void 0),c([s()],J.prototype,`failed`,void 0),c([s()],J.prototype,`interval`,void 0),c([s()],J.prototype,`fit`,void 0),c([s()],J.prototype,`full`,void 0),c([s()],J.prototype,`draft`,void 0),c([s()],J.prototype,`risk`,void 0),c([s()],J.prototype,`refused`,void 0),c([s()],J.prototype,`busy`,void 0),J=c([a(`tradehook-position-chart`)],J);var Y=class extends r{constructor(...e){super(...e),this.label=``,this.items=[]}render(){return u`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${j(I)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`}show(e){e.stopPropagation(),this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,this.label,this.items)}static{this.styles=[l]}};c([i()],Y.prototype,`label`,void 0),c([i({attribute:!1})],Y.prototype,`items`,void 0),Y=c([a(`tradehook-menu`)],Y);function X(e,n,r,i){let a=e=>n.price(e,r.price_tick),o=e=>`${n.number(e)} ${r.base}`,s=t=>x(e,`close_reason`,t),c=()=>{let t=x(e,`purpose`,i.purpose);return i.purpose===`dca`||i.purpose===`take_profit`?`${t} ${Number(i.leg)+1}`:t},l=(t,n,r)=>i.price===null?e(n,r):e(t,{...r,price:a(i.price)});switch(i.event){case`accepted`:return e(`story.accepted`,{signal:String(i.signal_id)});case`placed`:return i.trigger?e(`story.placed_trigger`,{order:c(),amount:o(i.amount),price:a(i.trigger)}):e(`story.placed`,{order:c(),amount:o(i.amount),price:a(i.price)});case`filled`:return e(i.complete?`story.filled`:`story.partly_filled`,{order:c(),filled:o(i.filled),amount:o(i.amount),price:a(i.price)});case`rejected`:return e(`story.rejected`,{order:c(),message:t(String(i.message??i.code??``))});case`unknown`:return e(`story.unknown`,{order:c()});case`cancelled_outside`:return e(`story.cancelled_outside`,{order:c()});case`changed_outside`:return e(i.by?`story.taken_by_ours`:`story.changed_outside`,{amount:o(i.amount),price:a(i.price),size:o(i.size)});case`adopted`:return e(i.entry?`story.adopted_entry`:`story.adopted`,{amount:o(i.amount),price:a(i.price),entry:a(i.entry)});case`released`:return e(`story.released`,{amount:o(i.amount),price:a(i.price)});case`entries_cancelled`:return e(i.dca?`story.entries_cancelled`:`story.entry_cancelled`,{reason:s(i.reason)});case`stop_set`:case`stop_moved`:return i.price===null?e(`story.emergency_set`,{price:a(i.emergency)}):e(`story.${i.event}`,{price:a(i.price),why:x(e,`stop_cause`,i.why)});case`stop_waits`:return e(`story.stop_waits`,{price:a(i.price),why:x(e,`stop_cause`,i.why)});case`targets`:return e(`story.targets`,{prices:i.prices.map(a).join(` · `)});case`targets_changed`:return e(i.filled?`story.targets_changed_filled`:`story.targets_changed`,{count:String(i.count),filled:String(i.filled)});case`auto_close_changed`:return e(`story.auto_close_changed`,{minutes:n.number(Number(i.seconds)/60)});case`cool_down_started`:return e(`story.cool_down_started`,{price:a(i.price),until:n.time(i.until)});case`cool_down_ended`:return e(`story.cool_down_ended`,{price:a(i.price)});case`trailing_started`:case`trailing_hit`:return e(`story.${i.event}`,{number:String(Number(i.leg)+1),price:a(i.price)});case`trailing_reset`:return e(`story.trailing_reset`,{number:String(Number(i.leg)+1)});case`increase_asked`:case`reduce_asked`:return l(`story.${i.event}_limit`,`story.${i.event}`,{amount:o(i.amount)});case`increase_cut`:return e(`story.increase_cut`,{amount:o(i.amount)});case`order_moved`:return e(`story.order_moved`,{order:c(),price:a(i.price)});case`entry_resized`:return e(`story.entry_resized`,{amount:o(i.amount)});case`close_asked`:return i.mark?e(`story.close_asked_mark`,{reason:s(i.reason),price:a(i.mark)}):l(`story.close_asked_limit`,`story.close_asked`,{reason:s(i.reason)});case`ended`:{let a=n.money(i.profit,r.quote,!0);return`${e(i.status===`closed`?`story.closed`:`story.${i.status}`,{reason:s(i.reason),profit:a})}${i.dust?` ${e(`story.dust`,{dust:o(i.dust)})}`:``}${i.message?` ${t(String(i.message))}`:``}`}default:return x(e,`story`,i.event)}}var ie=10,Z=class extends r{constructor(...e){super(...e),this.account=``,this.symbol=``,this.change=0,this.busy=!1,this.error=``}render(){let{t:e,format:t}=this.ctx,r=t.percent(String(this.change));return u`<label class="labelled">
        <span>${e(`slider.label`)} <b class="number" aria-hidden="true">${r}</b></span>
        <input
          type="range"
          name="change"
          min=${-10}
          max=${ie}
          step="0.5"
          aria-valuetext=${r}
          .value=${String(this.change)}
          @input=${e=>this.change=Number(e.target.value)}
        />
      </label>
      <button class="button outlined" ?disabled=${this.busy||!this.change} @click=${this.move}>
        ${this.busy?e(`common.working`):e(`slider.move`)}
      </button>
      ${this.error?u`<p class="error" role="alert">${this.error}</p>`:n}`}move(){return S(this,async()=>{await this.ctx.api.movePrice(this.account,this.symbol,this.change),this.ctx.say(this.ctx.t(`slider.moved`)),this.change=0})}static{this.styles=[l,d`
      :host {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        padding: 12px 16px;
      }
      label {
        flex: 1 1 220px;
      }
      input {
        accent-color: var(--th-link);
        min-height: 32px;
        width: 100%;
      }
    `]}};c([i({attribute:!1})],Z.prototype,`ctx`,void 0),c([i()],Z.prototype,`account`,void 0),c([i()],Z.prototype,`symbol`,void 0),c([s()],Z.prototype,`change`,void 0),c([s()],Z.prototype,`busy`,void 0),c([s()],Z.prototype,`error`,void 0),Z=c([a(`tradehook-price-slider`)],Z);function ae(t,r){let{t:i,format:a}=t,o=v.has(r.status),s=R(r),c=(e,t=!1)=>a.money(e,r.quote,t),l=e=>a.price(e,r.price_tick),d=(e,t,r=``,a=``)=>u`<div data-fact=${e}>
    <dt class="soft">${i(`column.${e}`)}</dt>
    <dd class="number ${r}">
      ${t}${a?u` <span class="soft note-inline">${a}</span>`:n}
    </dd>
  </div>`,f=e=>{let t=B(r.mark_price,e);return t===null?``:a.percent(t)},p=e(r.profit);return u`<dl class="card facts">
    ${d(`profit`,c(r.profit,!0),p)}
    ${d(`profit_percentage`,a.percent(r.profit_percentage),p)}
    ${r.leverage>1?d(`roe_percentage`,a.percent(r.roe_percentage),p):n}
    ${o?d(`exit_price`,l(r.exit_price)):u`${d(`unrealized_profit`,c(r.unrealized_profit,!0),e(r.unrealized_profit))}
        ${d(`realized_profit`,c(r.realized_profit,!0),e(r.realized_profit))}
        ${d(`size`,`${a.number(r.size)} ${r.base}`)} ${d(`value`,c(r.value))}`}
    ${d(`entry_price`,M(t,r))}
    ${o?n:u`${d(`mark_price`,l(r.mark_price))}
        ${r.no_stop?d(`stop_price`,i(`positions.no_stop`),`loss strong`):d(`stop_price`,l(r.stop_price),``,f(r.stop_price))}
        ${d(`next_target_price`,l(r.next_target_price),``,f(r.next_target_price))}
        ${d(`risk`,c(r.risk))} ${d(`margin`,c(r.margin))}
        ${s?d(`liquidation_price`,l(r.liquidation_price),``,f(r.liquidation_price)):n}
        ${d(`invested`,c(r.invested))}`}
    ${d(`fees`,c(r.fees))}
    ${s?d(`funding`,c(r.funding,!0)):n}
    ${o?d(`duration`,r.duration===null?`–`:P(i,r.duration)):u`<div data-fact="age">
          <dt class="soft">${i(`column.age`)}</dt>
          <dd class="number">${N(t,z(r))}</dd>
        </div>`}
    ${d(`opened_at`,a.time(r.opened_at))}
    ${r.closed_at?d(`closed_at`,a.time(r.closed_at)):n}
    ${r.close_reason?d(`close_reason`,x(i,`close_reason`,r.close_reason)):n}
  </dl>`}var oe=new Set([`pending`,`open`,`closing`]);function se(e){if(!oe.has(e.status))return[];let t=[];e.entry_condition_price!==null&&t.push({kind:`entry`,price:e.entry_condition_price});let n=e.stop_loss;if(n){let r=t=>n.resting_stop_price!==null&&Math.abs(Number(n.resting_stop_price)-Number(t))<=1.001*Number(e.price_tick??0),{stop_price:i,emergency_stop_price:a,waiting:o}=n;i!==null&&!r(i)&&t.push({kind:`stop_loss`,price:i}),a!==null&&!r(a)&&t.push({kind:`emergency_stop`,price:a}),o&&t.push({kind:`waiting_stop`,price:o.stop})}return e.status===`closing`||e.take_profit.forEach(({price:n,done:r,position_percentage:i,trailing:a},o)=>{let s=e.orders.some(e=>e.purpose===`take_profit`&&e.leg===o&&f(e.status));!r&&n!==null&&!s&&t.push({kind:`take_profit`,leg:o,price:n,share:i,trailing:a})}),t}var ce=new Set([`dca`,`take_profit`]),le=[`order`,`order_type`,`order_price`,`order_filled`,`order_status`];function ue(e,t){let{t:r}=e,i=se(t);return!t.orders.length&&!i.length?n:u`<section class="card" data-orders>
    <h3>${r(`position.orders`)}</h3>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${le.map(e=>u`<th role="columnheader">${r(`position.${e}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${i.map(n=>Q(e,n,t))}
        ${[...t.orders].reverse().map(n=>de(e,n,t))}
      </tbody>
    </table>
  </section>`}function Q({t:e,format:t},{kind:r,leg:i,price:a,share:o},s){return u`<tr role="row" data-watched=${r}>
    <td role="cell">
      <b>${e(`watched.${r}`)}${i===void 0?n:` ${i+1}`}</b>
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>${e(`position.watched`)}</td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(a,s.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${o===void 0?`–`:e(`position.watched_share`,{share:t.number(o,0)})}
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${e(`position.watching`)}</td>
  </tr>`}function de({t:e,format:t},r,i){let{orders:a}=i,o=r.leg!==null&&ce.has(r.purpose)&&a.length>1;return u`<tr role="row" data-order=${r.purpose}>
    <td role="cell">
      <b>${x(e,`purpose`,r.purpose)}${o?` ${r.leg+1}`:n}</b>
      ${r.message?u`<span class="small error">${L(r.message)}</span>`:n}
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>
      ${x(e,`order_type`,r.order_type)} · ${e(`side.${r.side}`)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(r.average_price??r.price,i.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${t.number(r.filled)} / ${t.number(r.amount)}
      <span class="soft">${i.base}</span>
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${x(e,`order_status`,r.status)}</td>
  </tr>`}var fe=d`
  :host {
    display: grid;
    gap: 16px;
  }
  .head {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .space {
    flex: 1;
  }
  .facts {
    display: grid;
    gap: 12px 16px;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    margin: 0;
    padding: 16px;
  }
  dt {
    font-size: 12px;
  }
  dd {
    margin: 2px 0 0;
  }
  .strong {
    font-weight: 700;
  }
  .note-inline {
    font-size: 12px;
  }
  .danger-note {
    align-items: center;
    border: 2px solid var(--th-danger);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin: 0;
    padding: 12px 16px;
  }
  .quick {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
  }
  .facts .number,
  td.number {
    overflow-wrap: anywhere;
    white-space: normal;
  }
  section {
    overflow: hidden;
    padding: 16px;
  }
  .bar {
    align-items: center;
    display: flex;
    justify-content: space-between;
  }
  ul,
  ol {
    list-style: none;
    margin: 8px 0 0;
    padding: 0;
  }
  [data-story] li {
    flex-wrap: nowrap;
  }
  [data-story] li > span {
    overflow-wrap: anywhere;
  }
  time {
    flex: none;
    text-align: end;
  }
  .end {
    text-align: end;
  }
  table {
    border-collapse: collapse;
    margin-top: 8px;
    width: 100%;
  }
  th {
    color: var(--th-soft);
    font-size: 12px;
    font-weight: 500;
    padding: 4px 0;
    text-align: start;
  }
  td {
    border-top: 1px solid var(--th-line);
    padding-block: 10px;
    padding-inline: 0 12px;
    vertical-align: top;
  }
  td b {
    font-weight: 500;
  }
  @media (max-width: 700px) {
    :host {
      padding-bottom: 72px;
    }
    /* Within reach of a thumb, wherever one has scrolled to */
    .quick {
      background: var(--ha-card-background, var(--card-background-color));
      border-top: 1px solid var(--th-line);
      inset-block-end: 0;
      inset-inline: 0;
      padding: 10px 16px calc(10px + env(safe-area-inset-bottom, 0px));
      position: fixed;
      z-index: 2;
    }
    .quick .button {
      flex: 1;
      min-height: 48px;
      padding: 8px;
    }
    .facts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    [data-fills] li {
      flex-direction: column;
      gap: 4px;
    }
    .end {
      text-align: start;
    }
    [data-story] li {
      flex-direction: column;
      gap: 2px;
    }
    time {
      text-align: start;
    }
    table,
    tbody {
      display: block;
    }
    thead {
      clip-path: inset(50%);
      position: absolute;
    }
    tr {
      border-top: 1px solid var(--th-line);
      display: grid;
      gap: 6px 12px;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding: 10px 0;
    }
    tr:first-child {
      border: 0;
    }
    td {
      border: 0;
      padding: 0;
    }
    td:first-child {
      grid-column: 1 / -1;
    }
    td[data-label]::before {
      color: var(--th-soft);
      content: attr(data-label);
      display: block;
      font-size: 12px;
    }
  }
  li {
    align-items: flex-start;
    border-top: 1px solid var(--th-line);
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    justify-content: space-between;
    padding: 10px 0;
  }
  li:first-child {
    border-top: 0;
  }
  li b {
    font-weight: 500;
  }
  .small {
    display: block;
    font-size: 12px;
    margin-top: 2px;
  }
  .grow {
    flex: 1 1 260px;
  }
  .grow .field {
    font-size: 13px;
    margin-top: 8px;
    resize: none;
  }
  .buttons {
    display: flex;
    gap: 4px;
  }
  .note {
    margin: 0;
    padding: 12px 16px;
  }
  section .note {
    padding: 8px 0;
  }
`,pe=300,$=class extends r{constructor(...e){super(...e),this.account=``,this.accounts=[],this.positionId=``,this.fills=[],this.story=[],this.links=[],this.error=``,this.found=``,this.seen=``,this.loading=!1,this.again=!1,this.load=async()=>{if(this.loading){this.again=!0;return}this.loading=!0,this.again=!1;let{place:e}=this;try{let{position:t,plan:n,fills:r,story:i}=await this.details(),a=this.ctx.admin?await this.ctx.api.links({...e,account:t.account}):[];if(e.position_id!==this.positionId||!this.isConnected)return;this.error=``,this.loaded=t,this.plan=n,this.fills=r,this.story=i,this.links=a}catch(t){e.position_id===this.positionId&&(this.error=b(t))}finally{this.loading=!1,this.again&&this.isConnected&&setTimeout(this.load,e.position_id===this.positionId?pe:0)}}}connectedCallback(){super.connectedCallback(),this.seen=``,window.addEventListener(p,this.load)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(p,this.load)}willUpdate(e){e.has(`positionId`)&&(this.found=``,this.loaded=this.plan=void 0,this.fills=this.story=this.links=[]);let{live:t}=this,n=t?JSON.stringify([t.status,t.size,t.orders,t.stop_loss,t.take_profit]):`over`,r=this.accounts.filter(e=>e.loaded).length,i=`${this.account} ${this.positionId} ${n} ${this.place.account?``:r}`;i!==this.seen&&(this.seen=i,this.load())}get place(){return{account:this.account||this.live?.account||this.found,position_id:this.positionId}}async details(){let{place:e,accounts:t}=this;if(e.account)return this.ctx.api.position(e);let n=Error(this.ctx.t(`position.missing`));for(let{account:r}of t.filter(({loaded:e})=>e))try{let t=await this.ctx.api.position({account:r,position_id:e.position_id});return e.position_id===this.positionId&&(this.found=r),t}catch(e){n=e}throw n}render(){let{t:e}=this.ctx,t=this.live??this.loaded;if(this.error&&!this.live)return u`<p class="card empty error" role="alert">${this.error}</p>`;if(!t)return u`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let r=`${o(t.symbol)} ${e(`side.${t.side}`)}`,i=h(this.ctx,t,!1);return u`<div class="head">
        <h2>${o(t.symbol)}</h2>
        <span class="chip ${t.side===`long`?`profit`:`loss`}">
          ${e(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:n}
        </span>
        <span class="chip" data-status=${t.status}>${x(e,`status`,t.status)}</span>
        ${F(e,t)}
        <span class="soft">${t.bot_name??e(`positions.removed_bot`)} · ${t.account_name}</span>
        <span class="space"></span>
        ${this.renderQuick(t)}
        ${i.length?u`<tradehook-menu .label=${e(`positions.menu`,{name:r})} .items=${i}></tradehook-menu>`:n}
      </div>
      ${t.no_stop&&Number(t.size)?this.renderNoStop(t):n} ${ae(this.ctx,t)}
      ${t.message?u`<p class="card note">${L(t.message)}</p>`:n}
      <tradehook-position-chart
        .ctx=${this.ctx}
        .position=${t}
        .fills=${this.fills}
        .plan=${this.plan}
      ></tradehook-position-chart>
      ${this.renderSlider(t)}
      ${this.renderLinks()} <tradehook-position-note .ctx=${this.ctx} .position=${t}></tradehook-position-note>
      ${this.renderStory(t)} ${ue(this.ctx,t)}
      ${this.renderFills(t)}`}renderSlider(e){return e.exchange!==`SIM`||e.closed_at!==null||!this.ctx.admin?n:u`<tradehook-price-slider
      class="card"
      .ctx=${this.ctx}
      .account=${e.account}
      .symbol=${e.symbol}
    ></tradehook-price-slider>`}renderStory(e){let{t,format:r}=this.ctx;return this.story.length?u`<section class="card" data-story>
      <h3>${t(`position.story`)}</h3>
      <ol>
        ${[...this.story].reverse().map(n=>u`<li data-event=${n.event}>
            <span>${X(t,r,e,n)}</span>
            <time class="soft small" datetime=${n.at}>${r.time(n.at)}</time>
          </li>`)}
      </ol>
    </section>`:n}renderNoStop(e){let{t}=this.ctx,r=_(this.ctx,e).find(({key:e})=>e===`exits`);return u`<p class="card danger-note" role="alert" data-no-stop-note>
      <span><b>${t(`positions.no_stop`)}.</b> ${t(`positions.no_stop_why`)}</span>
      ${r?u`<button class="button danger" @click=${r.act}>${t(`position.set_stop`)}</button>`:n}
    </p>`}renderQuick(e){let{t}=this.ctx,r=_(this.ctx,e);return r.length?u`<div class="quick" role="group" aria-label=${t(`position.quick`)} data-quick>
      ${r.map(({key:e,label:t,act:n,danger:r})=>u`<button class="button ${r?`danger`:`outlined`}" data-quick-action=${e??``} @click=${n}>
            ${t}
          </button>`)}
    </div>`:n}renderFills(e){let{t,format:r}=this.ctx;return this.fills.length?u`<section class="card" data-fills>
      <h3>${t(`position.fills`)}</h3>
      <ul>
        ${this.fills.map(n=>u`<li>
            <span>
              <b>${x(t,`purpose`,n.purpose)}</b>
              <span class="soft small">${r.time(n.time)}</span>
            </span>
            <span class="number end">
              ${r.number(n.amount)} ${e.base} @
              ${r.price(n.price,e.price_tick)}
              <span class="soft small">
                ${t(`position.fee`,{fee:`${r.number(n.fee)} ${n.fee_currency}`})}
              </span>
            </span>
          </li>`)}
      </ul>
    </section>`:n}renderLinks(){let{t:e,format:t}=this.ctx;return!this.live&&!this.links.length?n:u`<section class="card" data-links>
      <h3>${e(`position.links`)}</h3>
      ${this.links.length?u`<ul>
            ${this.links.map(r=>u`<li>
                <span class="grow">
                  <b>${e(`link.${r.mode}`)}</b>
                  <span class="soft small">${t.time(r.created_at)}</span>
                  ${r.question?u`<span class="soft small">${e(`link.asks`)}</span>`:n}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${e(`position.link_url`)} .value=${r.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${e(`common.copy`)}</button>
                  <button class="button plain" @click=${()=>this.revoke(r)}>${e(`position.revoke`)}</button>
                </span>
              </li>`)}
          </ul>`:u`<p class="note soft">${e(`position.no_links`)}</p>`}
    </section>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await m(t)&&this.ctx.say(this.ctx.t(`common.copied`))}revoke(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`position.revoke_title`),text:t(`position.revoke_text`),confirm:t(`position.revoke`),danger:!0,act:async()=>(await n.revokeLink(this.place.account,e.link_id),this.links=this.links.filter(t=>t.link_id!==e.link_id),t(`position.revoked`))})}static{this.styles=[l,fe]}};c([i({attribute:!1})],$.prototype,`ctx`,void 0),c([i()],$.prototype,`account`,void 0),c([i({attribute:!1})],$.prototype,`accounts`,void 0),c([i({attribute:`position-id`})],$.prototype,`positionId`,void 0),c([i({attribute:!1})],$.prototype,`live`,void 0),c([s()],$.prototype,`loaded`,void 0),c([s()],$.prototype,`fills`,void 0),c([s()],$.prototype,`story`,void 0),c([s()],$.prototype,`links`,void 0),c([s()],$.prototype,`plan`,void 0),c([s()],$.prototype,`error`,void 0),$=c([a(`tradehook-position`)],$);export{$ as PositionView};